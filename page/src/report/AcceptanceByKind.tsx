import type { Schemas } from '../api/client';
import { exact, percent } from '../parts/format';
import styles from './AcceptanceByKind.module.css';

type Developer = Schemas['Developer'];

const WIDTH = 140;
const HEIGHT = 18;

/** Which part of what was suggested was taken, by kind, each with the range that so few may tell of. */
export function AcceptanceByKind({ row }: { row: Developer }) {
  const kinds = [
    ['Agent changes', row.agent_acceptance_share, row.agent_acceptance_low, row.agent_acceptance_high],
    ['Tab completions', row.tab_acceptance_share, row.tab_acceptance_low, row.tab_acceptance_high],
  ] as const;
  return (
    <>
      <dl className={styles.kinds}>
        {kinds.map(([title, share, low, high]) => (
          <div key={title} className={styles.kind}>
            <dt>{title}</dt>
            {typeof share === 'number' && typeof low === 'number' && typeof high === 'number' ? (
              <dd>
                <Interval share={share} low={low} high={high} />
                <span>
                  {percent(share)}{' '}
                  <span className={styles.subtle}>
                    between {percent(low)} and {percent(high)}
                  </span>
                </span>
              </dd>
            ) : (
              <dd className={styles.subtle}>None was shown in these days.</dd>
            )}
          </div>
        ))}
      </dl>
      <p className={styles.subtle}>{overall(row)}</p>
    </>
  );
}

/** What all of it together says, and how far it can be trusted. */
export function overall(row: Developer): string {
  const shown = row.suggestions_shown ?? 0;
  const told = `${exact(row.suggestions_accepted ?? 0)} of ${exact(shown)} suggestions accepted in all`;
  const notes: Readonly<Record<string, string>> = {
    too_few: 'too few to tell',
    never_asked: 'the agent writes without asking, so that few requests end in a decision',
    nothing: 'nothing was shown',
  };
  const note = notes[row.acceptance_tells ?? ''];
  return note === undefined ? `${told}.` : `${told}: ${note}.`;
}

/** A share on a line from 0 to 100 %, with its 95 % range. */
function Interval({ share, low, high }: { share: number; low: number; high: number }) {
  const middle = HEIGHT / 2;
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`${percent(share)}, between ${percent(low)} and ${percent(high)}`}
    >
      <line x1={0} x2={WIDTH} y1={middle} y2={middle} className={styles.line} />
      <rect
        x={low * WIDTH}
        width={Math.max((high - low) * WIDTH, 1)}
        y={middle - 4}
        height={8}
        rx={2}
        className={styles.range}
      />
      <circle cx={share * WIDTH} cy={middle} r={4} className={styles.share} />
    </svg>
  );
}
