import { Problem, sentenceOf, Unreachable } from '../api/problems';
import { useHome } from '../app/place';
import styles from './forms.module.css';

/** What went wrong with a change, in the service's own sentence, beside what it is about. */
export function Trouble({ error, id }: { error: unknown; id?: string }) {
  const { signIn } = useHome();
  if (error === null || error === undefined) return null;
  const isSignedOut = error instanceof Problem && error.status === 401;
  return (
    <p role="alert" id={id} className={styles.trouble}>
      {isSignedOut ? 'You are signed out.' : sentenceOf(error)}
      {isSignedOut && signIn !== null ? (
        <>
          {' '}
          <a href={signIn} target="_blank" rel="noreferrer">
            Sign in in another tab
          </a>
          , then try again: what you typed is still here.
        </>
      ) : null}
      {error instanceof Unreachable ? ' Nothing was lost: try again.' : null}
    </p>
  );
}

/** That a change was made, told to whoever cannot see it as well. */
export function Done({ says }: { says: string | null }) {
  return (
    <p role="status" className={styles.done}>
      {says}
    </p>
  );
}
