import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import { useState } from 'react';
import { useApi } from '../api/client';
import { sentenceOf } from '../api/problems';
import type { Question } from '../parts/question';
import type { PictureName } from './asked';
import styles from './PictureCard.module.css';
import { type FileForm, NotYet, savePicture, themeWorn } from './saving';

interface SaveMenuProps {
  name: PictureName;
  title: string;
  question: Question;
}

const FORMS: readonly (readonly [FileForm, string])[] = [
  ['png', 'PNG, for slides'],
  ['svg', 'SVG, for print'],
];

/** Saves a picture as a file, and says when that cannot be. */
export function SaveMenu({ name, title, question }: SaveMenuProps) {
  const api = useApi();
  const [state, setState] = useState<{ busy: boolean; says: string }>({ busy: false, says: '' });
  const save = (form: FileForm): void => {
    setState({ busy: true, says: '' });
    savePicture(api, { name, form, theme: themeWorn(), question }).then(
      () => setState({ busy: false, says: `Saved as ${name}.${form}.` }),
      (error: unknown) =>
        setState({
          busy: false,
          says: error instanceof NotYet ? 'Nothing is known yet; try again in a moment.' : sentenceOf(error),
        }),
    );
  };
  return (
    <>
      <span role="status" className={styles.status}>
        {state.says}
      </span>
      <DropdownMenu
        trigger="Save"
        label={`Save ${title} as a file`}
        isLoading={state.busy}
        placement="bottom-end"
        shouldRenderToParent
      >
        <DropdownItemGroup>
          {FORMS.map(([form, says]) => (
            <DropdownItem key={form} onClick={() => save(form)}>
              {says}
            </DropdownItem>
          ))}
        </DropdownItemGroup>
      </DropdownMenu>
    </>
  );
}
