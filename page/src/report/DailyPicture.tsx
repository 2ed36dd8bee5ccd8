import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { counted, day, exact, money, short, shortDay, UNKNOWN } from '../parts/format';
import styles from './DailyPicture.module.css';

type Day = Schemas['DeveloperDay'];

const HEIGHT = 120;
const WIDTH = 720;
const GAP = 2;

/** Tokens by day; off days are shaded, days that may still change are striped, days that were not read are empty. */
export function DailyPicture({ days, currency }: { days: readonly Day[]; currency: string }) {
  const [asTable, setAsTable] = useState(false);
  return (
    <>
      <p className={styles.says}>
        {summaryOf(days)}{' '}
        <Button appearance="subtle" spacing="compact" onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Show as picture' : 'Show as table'}
        </Button>
      </p>
      {asTable ? <DayTable days={days} currency={currency} /> : <Bars days={days} />}
    </>
  );
}

/** The picture in one sentence. */
export function summaryOf(days: readonly Day[]): string {
  const active = days.filter((one) => one.active === true);
  const busiest = days.reduce<Day | null>(
    (best, one) => ((one.total_tokens ?? 0) > (best?.total_tokens ?? 0) ? one : best),
    null,
  );
  const unread = days.filter((one) => one.total_tokens === null || one.total_tokens === undefined).length;
  const most = busiest?.day ? `, most on ${day(busiest.day)} with ${short(busiest.total_tokens ?? 0)} tokens` : '';
  const missing = unread === 0 ? '' : ` ${counted(unread, 'day')} not read.`;
  return `Active on ${active.length} of ${counted(days.length, 'day')}${most}.${missing}`;
}

function Bars({ days }: { days: readonly Day[] }) {
  const most = Math.max(1, ...days.map((one) => one.total_tokens ?? 0));
  const step = WIDTH / Math.max(days.length, 1);
  const first = days[0]?.day;
  const last = days.at(-1)?.day;
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.picture}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summaryOf(days)}
      >
        {days.map((one, place) => (
          <Bar key={one.day} one={one} x={place * step} step={step} most={most} />
        ))}
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={styles.axis} />
      </svg>
      <figcaption className={styles.days}>
        <span>{first ? shortDay(first) : ''}</span>
        <span className={styles.legend}>
          <i className={styles.keyOff} /> off day <i className={styles.keyProvisional} /> may still change
        </span>
        <span>{last ? shortDay(last) : ''}</span>
      </figcaption>
    </figure>
  );
}

function Bar({ one, x, step, most }: { one: Day; x: number; step: number; most: number }) {
  const tokens = one.total_tokens;
  const active = one.active === true && !tokens;
  const height = tokens ? Math.max((tokens / most) * (HEIGHT - 6), 2) : active ? 2 : 0;
  const says = `${one.day ? day(one.day) : ''}: ${typeof tokens === 'number' ? `${exact(tokens)} tokens` : 'not read'}${one.off ? ', off day' : ''}${one.provisional ? ', may still change' : ''}`;
  return (
    <g>
      <title>{says}</title>
      <rect x={x} y={0} width={step} height={HEIGHT} className={one.off ? styles.off : styles.day} />
      <rect
        x={x + GAP / 2}
        y={HEIGHT - height}
        width={Math.max(step - GAP, 1)}
        height={height}
        className={one.provisional ? styles.provisional : styles.bar}
      />
    </g>
  );
}

function DayTable({ days, currency }: { days: readonly Day[]; currency: string }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Active</th>
          <th scope="col">Tokens</th>
          <th scope="col">Events</th>
          <th scope="col">Accepted</th>
          <th scope="col">Spend</th>
        </tr>
      </thead>
      <tbody>
        {[...days].reverse().map((one) => (
          <tr key={one.day}>
            <th scope="row">
              {one.day ? day(one.day) : UNKNOWN}
              {one.off ? ' · off' : ''}
              {one.provisional ? ' · may change' : ''}
            </th>
            <td>{one.active === true ? 'yes' : one.active === false ? 'no' : UNKNOWN}</td>
            <td>{typeof one.total_tokens === 'number' ? exact(one.total_tokens) : UNKNOWN}</td>
            <td>{typeof one.events === 'number' ? exact(one.events) : UNKNOWN}</td>
            <td>
              {typeof one.suggestions_shown === 'number'
                ? `${exact(one.suggestions_accepted ?? 0)} of ${exact(one.suggestions_shown)}`
                : UNKNOWN}
            </td>
            <td>{typeof one.spend_cents === 'number' ? money(one.spend_cents, currency) : UNKNOWN}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
