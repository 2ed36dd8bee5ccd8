import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import { useState } from 'react';
import { sentenceOf } from '../api/problems';
import { useHome } from '../app/place';
import type { Question } from '../parts/question';
import { fetchPacked, offer } from '../parts/saving';
import styles from './ExportMenu.module.css';
import { type View, viewQuery } from './view';

const FORMS = [
  ['csv', 'CSV'],
  ['xlsx', 'Excel'],
  ['json', 'JSON'],
  ['parquet', 'Parquet'],
] as const;

interface ExportMenuProps {
  question: Question;
  view: View;
  fitting: number;
}

/** Saves every row that fits, on all pages, with all columns. */
export function ExportMenu({ question, view, fitting }: ExportMenuProps) {
  const { speak } = useHome();
  const [says, setSays] = useState('');
  const save = async (form: string): Promise<void> => {
    setSays('Preparing the file');
    try {
      offer(await fetchPacked(speak, exportPath(question, view, form), nameOf(question)));
      setSays('Saved');
    } catch (error) {
      setSays(`Not saved: ${sentenceOf(error)}`);
    }
  };
  return (
    <span className={styles.export}>
      <DropdownMenu trigger="Export" spacing="compact" shouldRenderToParent shouldFlip placement="bottom-end">
        <DropdownItemGroup title={`${fitting} rows, all columns`}>
          {FORMS.map(([form, title]) => (
            <DropdownItem key={form} onClick={() => void save(form)}>
              {title}
            </DropdownItem>
          ))}
        </DropdownItemGroup>
      </DropdownMenu>
      <span role="status" className={styles.says}>
        {says}
      </span>
    </span>
  );
}

/** Where the service packs this very table into a file of this form. */
export function exportPath(question: Question, view: View, form: string): string {
  const query = new URLSearchParams({ of: 'report', form });
  for (const [key, value] of Object.entries({ ...question, ...viewQuery(view) })) {
    if (value === null || value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) query.append(key, String(one));
  }
  return `/api/v1/packed?${query.toString()}`;
}

function nameOf(question: Question): string {
  const days = question.days === undefined ? `${question.since}-to-${question.until}` : `last-${question.days}-days`;
  return `${question.project ?? 'site'}-${days}`;
}
