import Spinner from '@atlaskit/spinner';
import styles from './Waiting.module.css';

/** A part of the page that is on its way. */
export function Waiting() {
  return (
    <div className={styles.waiting}>
      <Spinner size="large" label="Loading" />
    </div>
  );
}
