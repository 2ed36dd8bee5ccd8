import { type ReactNode, useId } from 'react';
import styles from './forms.module.css';
import { Trouble } from './Trouble';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What the service said of this very field. */
  error?: unknown;
  /** Draws the control, given its id and what describes it. */
  children: (ids: { id: string; describedBy: string }) => ReactNode;
}

/** One field of a form: its label, a hint, the control, and what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, describedBy: `${id}-hint ${id}-wrong` })}
      <div id={`${id}-hint`} className={styles.hint}>
        {hint}
      </div>
      <Trouble error={error} id={`${id}-wrong`} />
    </div>
  );
}
