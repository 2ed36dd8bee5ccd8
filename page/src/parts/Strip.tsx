import { counted } from './format';
import styles from './Strip.module.css';

interface StripProps {
  /** A level for each day, oldest first: 0 no use, 1 to 4 use, null not known. */
  levels: readonly (number | null)[];
  /** Places of days off. */
  off?: ReadonlySet<number>;
  cell?: number;
  height?: number;
}

const GAP = 1;

/** The last days of one developer in a row of a table: a bar per day, as high as the day was beside the own busiest. */
export function Strip({ levels, off, cell = 5, height = 18 }: StripProps) {
  const width = levels.length * cell;
  return (
    <svg className={styles.strip} width={width} height={height} role="img" aria-label={sentenceOfStrip(levels)}>
      {levels.map((level, place) => (
        <Day
          // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place
          key={place}
          level={level}
          isOff={off?.has(place) === true}
          x={place * cell}
          width={cell}
          height={height}
        />
      ))}
    </svg>
  );
}

interface DayProps {
  level: number | null;
  isOff: boolean;
  x: number;
  width: number;
  height: number;
}

function Day({ level, isOff, x, width, height }: DayProps) {
  const side = Math.max(1, width - GAP);
  const tall = level === null ? 0 : level === 0 ? 1 : Math.round((height * level) / 4);
  return (
    <>
      {isOff ? <rect className={styles.off} x={x} y={0} width={width} height={height} /> : null}
      {level === null ? (
        <circle className={styles.unknown} cx={x + side / 2} cy={height - 2} r={1} />
      ) : (
        <rect className={level === 0 ? styles.none : styles.use} x={x} y={height - tall} width={side} height={tall} />
      )}
    </>
  );
}

/** What a strip shows, in words. */
export function sentenceOfStrip(levels: readonly (number | null)[]): string {
  const active = levels.filter((level) => level !== null && level > 0).length;
  const unknown = levels.filter((level) => level === null).length;
  const rest = unknown === 0 ? '' : `, ${counted(unknown, 'day')} not known`;
  return `Active on ${active} of ${counted(levels.length, 'day')}${rest}`;
}
