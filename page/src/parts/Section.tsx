import type { ReactNode } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  title: string;
  says?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
  /** The title of a page, or of a part of one. */
  level?: 2 | 3;
}

/** A part of a page under a title of its own. */
export function Section({ title, says, actions, children, level = 3 }: SectionProps) {
  const Title = level === 2 ? 'h2' : 'h3';
  return (
    <section className={styles.section} data-level={level}>
      <header className={styles.head}>
        <Title>{title}</Title>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      {says === undefined ? null : <div className={styles.says}>{says}</div>}
      {children}
    </section>
  );
}
