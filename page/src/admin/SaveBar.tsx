import Button from '@atlaskit/button/new';
import type { ReactNode } from 'react';
import { counted } from '../parts/format';
import { Done } from '../parts/Trouble';
import styles from './admin.module.css';
import type { Edited } from './useSettings';

/** What was changed and not saved yet, and the ways on. */
export function SaveBar({ edited, more }: { edited: Edited; more?: ReactNode }) {
  const changes = edited.changes.length;
  return (
    <>
      <Done says={edited.says} />
      {changes === 0 ? null : (
        <section className={styles.bar} aria-label="Changes that are not saved">
          <span>{counted(changes, 'change')} not saved</span>
          <span style={{ flex: 1 }} />
          {more}
          <Button appearance="subtle" isDisabled={edited.isBusy} onClick={edited.discard}>
            Discard
          </Button>
          <Button appearance="primary" isLoading={edited.isBusy} onClick={() => void edited.save()}>
            Save
          </Button>
        </section>
      )}
    </>
  );
}
