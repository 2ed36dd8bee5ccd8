import { useLayoutEffect, useRef, useState } from 'react';
import styles from './Tip.module.css';

/** What is told of the place that is pointed at: a heading and lines, where the pointer is. */
export interface Told {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly (readonly [string, string])[];
}

const AWAY = 14;

/** A small box beside the pointer, always inside the window. Whoever cannot point has the table. */
export function Tip({ told }: { told: Told | null }) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (told === null || element === null) return;
    const { width, height } = element.getBoundingClientRect();
    const left = told.x + AWAY + width > innerWidth ? told.x - AWAY - width : told.x + AWAY;
    const top = Math.min(Math.max(4, told.y - height / 2), innerHeight - height - 4);
    setPlace({ left: Math.max(4, left), top });
  }, [told]);
  if (told === null) return null;
  return (
    <div ref={box} className={styles.tip} style={place} aria-hidden="true">
      {told.lines.map(([name, value]) => (
        <div key={name} className={styles.line}>
          <span className={styles.name}>{name}</span>
          <span className={styles.value}>{value}</span>
        </div>
      ))}
    </div>
  );
}
