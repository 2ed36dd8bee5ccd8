import Button from '@atlaskit/button/new';
import { useCallback } from 'react';
import type { Schemas } from '../api/client';
import { useMeanings } from '../app/me';
import { useGo } from '../app/place';
import type { Question } from '../parts/question';
import { ColumnChooser } from './ColumnChooser';
import type { Column } from './columns';
import { ExportMenu } from './ExportMenu';
import { Filter } from './Filter';
import { Search } from './Search';
import styles from './Toolbar.module.css';
import type { useLayout } from './useLayout';
import { isFiltered, type View } from './view';

interface ToolbarProps {
  question: Question;
  view: View;
  part: Schemas['PagePart'];
  catalogue: readonly Column[];
  layout: ReturnType<typeof useLayout>;
}

/** What narrows the table, how it is laid out, and where it can be taken. */
export function Toolbar({ question, view, part, catalogue, layout }: ToolbarProps) {
  const meanings = useMeanings().data;
  const go = useGo();
  const search = useCallback((text: string) => go({ set: { search: text || null, page: null }, replace: true }), [go]);
  return (
    <div className={styles.toolbar}>
      <Search value={view.search} onSearch={search} />
      <Filter
        title="State"
        meanings={meanings?.states ?? []}
        counts={part.states ?? {}}
        chosen={view.states}
        onChoose={(state) => go({ set: { state, page: null } })}
      />
      <Filter
        title="Signal"
        meanings={meanings?.signals ?? []}
        counts={part.signals ?? {}}
        chosen={view.signals}
        onChoose={(signal) => go({ set: { signal, page: null } })}
      />
      {isFiltered(view) ? (
        <Button
          appearance="subtle"
          spacing="compact"
          onClick={() => go({ set: { state: null, signal: null, search: null, page: null } })}
        >
          Clear
        </Button>
      ) : null}
      <span className={styles.right}>
        <ColumnChooser catalogue={catalogue} layout={layout} />
        <ExportMenu question={question} view={view} fitting={part.fitting} />
      </span>
    </div>
  );
}
