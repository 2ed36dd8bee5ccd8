import type { ReactNode } from 'react';
import type { Schemas } from '../api/client';
import { capital, day, exact, money, percent, short, UNKNOWN } from '../parts/format';
import { reasonOf } from '../parts/holdReasons';
import { SignalLozenge, StateLozenge } from '../parts/Lozenges';
import { AcceptanceByKind } from './AcceptanceByKind';
import { Trend } from './cells';
import { DailyPicture } from './DailyPicture';
import styles from './DeveloperDetail.module.css';
import { nameOf } from './names';
import { whyUnknown } from './unknown';

type Developer = Schemas['Developer'];

interface DetailProps {
  row: Developer;
  document: Schemas['OneDeveloper'];
  currency: string;
}

/** Everything that is known of one developer in these days. */
export function DeveloperDetail({ row, document, currency }: DetailProps) {
  const isComplete = document.freshness.complete;
  return (
    <article className={styles.detail}>
      <header>
        <h2 className={styles.name}>
          <bdi>{nameOf(row)}</bdi>
        </h2>
        <p className={styles.address}>
          <bdi>{(row.emails ?? []).join(', ') || row.email}</bdi>
        </p>
      </header>
      <Means row={row} />
      <Decided decided={document.decided ?? []} />
      <Figures row={row} isComplete={isComplete} currency={currency} />
      <Part title="Day by day">
        <DailyPicture days={document.by_day ?? []} currency={currency} />
      </Part>
      <Part title="Acceptance by kind">
        <AcceptanceByKind row={row} />
      </Part>
      <Part title="Models">
        <Models models={document.by_model ?? []} currency={currency} />
      </Part>
      <p className={styles.scope}>
        All use of this person is shown, whatever project it was for: Cursor knows no projects.
      </p>
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** State and signals with their reasons, and what to do. */
function Means({ row }: { row: Developer }) {
  const signals = (row.signals ?? []).filter((signal) => signal.key !== 'active'); // the state says it
  return (
    <section className={styles.part} aria-label="What it means">
      <dl className={styles.findings}>
        <dt>
          <StateLozenge row={row} />
        </dt>
        <dd>
          {capital(row.state_because ?? '')}
          {row.state_since ? <span className={styles.subtle}> · since {day(row.state_since)}</span> : null}
        </dd>
        {signals.map((signal) => (
          <Finding key={signal.key} signal={signal} />
        ))}
      </dl>
      {row.next_action ? (
        <p className={styles.next}>
          <strong>Next: {row.next_action}</strong> <span className={styles.subtle}>because {row.next_because}</span>
        </p>
      ) : null}
    </section>
  );
}

/** What people decided about the seat and its addresses. */
function Decided({ decided }: { decided: readonly Schemas['Decision'][] }) {
  if (decided.length === 0) return null;
  return (
    <Part title="Decided">
      <ul className={styles.decided}>
        {decided.map((one) => (
          <li key={`${one.decision} ${one.email} ${one.until}`}>{decisionOf(one)}</li>
        ))}
      </ul>
    </Part>
  );
}

function decisionOf({ decision, email, reason, starts_on, until }: Schemas['Decision']): ReactNode {
  const address = <bdi>{email}</bdi>;
  if (decision === 'match_confirmed') return <>An admin confirmed that {address} is this person’s.</>;
  if (decision === 'nobody_confirmed') return <>An admin confirmed that {address} is nobody’s.</>;
  const begins = starts_on ? `from ${day(starts_on)} ` : '';
  return (
    <>
      Hold of {address} {begins}until {day(until ?? '')}: {reasonOf(reason).toLowerCase()}.
    </>
  );
}

function Finding({ signal }: { signal: Schemas['Signal'] }) {
  const next = signal.next_action.startsWith('none') ? null : signal.next_action;
  return (
    <>
      <dt>
        <SignalLozenge signal={signal} />
      </dt>
      <dd>
        {capital(signal.because)}
        {next === null ? null : <span className={styles.subtle}> · {next}</span>}
      </dd>
    </>
  );
}

function Figures({ row, isComplete, currency }: { row: Developer; isComplete: boolean; currency: string }) {
  const soFar = isComplete ? '' : ' so far';
  const told = (key: string, value: ReactNode | null): ReactNode =>
    value ?? (
      <span className={styles.subtle} title={whyUnknown(key, row, isComplete)}>
        {UNKNOWN} <small>{whyUnknown(key, row, isComplete)}</small>
      </span>
    );
  const figures: readonly (readonly [string, ReactNode])[] = [
    [`Tokens${soFar}`, number(row.total_tokens)],
    ['Input and output', `${short(row.input_tokens ?? 0)} and ${short(row.output_tokens ?? 0)}`],
    ['Cache read and written', `${short(row.cache_read_tokens ?? 0)} and ${short(row.cache_write_tokens ?? 0)}`],
    [`Active days${soFar}`, number(row.active_days)],
    ['Last active', told('last_active_on', row.last_active_on ? day(row.last_active_on) : null)],
    ['Tokens per active day', told('tokens_per_active_day', number(row.tokens_per_active_day))],
    ['Times the team’s mean', told('times_team_mean', row.times_team_mean?.toFixed(1) ?? null)],
    ['Against the days before', told('trend', row.trend === 'unknown' ? null : <Trend row={row} />)],
    [
      'Premium models',
      told('premium_share', typeof row.premium_share === 'number' ? percent(row.premium_share) : null),
    ],
    [`Spend${soFar}`, typeof row.spend_cents === 'number' ? money(row.spend_cents, currency) : UNKNOWN],
    ['Seat', told('seat_since', seatSince(row))],
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(([title, value]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function number(value: number | null | undefined): ReactNode | null {
  return typeof value === 'number' ? <span title={exact(value)}>{short(value)}</span> : null;
}

function seatSince(row: Developer): string | null {
  if (!row.seat_since) return null;
  return row.seat_since_is === 'at_least' ? `at least since ${day(row.seat_since)}` : `since ${day(row.seat_since)}`;
}

function Models({ models, currency }: { models: readonly Schemas['DeveloperModel'][]; currency: string }) {
  if (models.length === 0) return <p className={styles.subtle}>No use of any model in these days.</p>;
  return (
    <table className={styles.models}>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Tier</th>
          <th scope="col">Events</th>
          <th scope="col">Tokens</th>
          <th scope="col">Spend</th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={model.model}>
            <th scope="row">{model.model}</th>
            <td>{model.tier ?? <span title="The table of tiers does not know this model.">{UNKNOWN}</span>}</td>
            <td>{exact(model.events ?? 0)}</td>
            <td title={exact(model.total_tokens ?? 0)}>{short(model.total_tokens ?? 0)}</td>
            <td>{money(model.spend_cents ?? 0, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
