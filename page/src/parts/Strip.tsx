import { shortDay } from './format';
import styles from './Strip.module.css';

interface StripProps {
  /** 0 no use, 1 to 4 use, null not known; one a day. */
  levels: readonly (number | null)[];
  firstOn: string;
  off: ReadonlySet<string>;
}

const CELL = 5;
const HEIGHT = 18;
const MILLISECONDS = 86_400_000;

/** A day further on. */
export function dayAfter(firstOn: string, days: number): string {
  return new Date(Date.parse(`${firstOn}T00:00:00Z`) + days * MILLISECONDS).toISOString().slice(0, 10);
}

/** How much was done on each of the last days, against the own busiest one. */
export function Strip({ levels, firstOn, off }: StripProps) {
  const active = levels.filter((level) => level !== null && level > 0).length;
  const says = `${active} of the last ${levels.length} days with use, from ${shortDay(firstOn)}`;
  return (
    <svg className={styles.strip} width={levels.length * CELL} height={HEIGHT} role="img" aria-label={says}>
      <title>{says}</title>
      {levels.map((level, place) => {
        const day = dayAfter(firstOn, place);
        return <Day key={day} level={level} place={place} isOff={off.has(day)} />;
      })}
    </svg>
  );
}

function Day({ level, place, isOff }: { level: number | null; place: number; isOff: boolean }) {
  const x = place * CELL;
  const height = level === null || level === 0 ? 2 : (HEIGHT - 2) * (level / 4);
  const kind = level === null ? styles.unknown : level === 0 ? styles.none : styles.some;
  return (
    <>
      {isOff ? <rect x={x} y={0} width={CELL} height={HEIGHT} className={styles.off} /> : null}
      <rect x={x + 0.5} y={HEIGHT - height} width={CELL - 1} height={height} className={kind} />
    </>
  );
}
