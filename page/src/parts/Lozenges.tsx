import Lozenge, { type ThemeAppearance } from '@atlaskit/lozenge';
import type { Schemas } from '../api/client';
import { useMeanings } from '../app/me';
import styles from './Lozenges.module.css';

type Signal = Schemas['Signal'];

const OF_STATES: Readonly<Record<string, ThemeAppearance>> = {
  active: 'success',
  new: 'inprogress',
  on_hold: 'new',
  stopped: 'moved',
  never_started: 'moved',
  no_use_seen: 'moved',
  left: 'removed',
  removed: 'removed',
};

const OF_SIGNALS: Readonly<Record<string, ThemeAppearance>> = {
  active: 'success',
  returned: 'success',
  growing: 'success',
  efficient_heavy_user: 'success',
  heavy_user: 'inprogress',
  declining: 'moved',
  plateaued: 'moved',
  churned: 'moved',
  never_started: 'moved',
  inactive_seat: 'moved',
  onboarding_stalled: 'moved',
  reclaim_candidate: 'removed',
  offboarded_seated: 'removed',
  unmatched_seat: 'new',
};

/** The words for a key of a state or a signal that this page has no title for: a newer service has more of them. */
export function titleOf(meanings: readonly { key: string; title: string }[] | undefined, key: string): string {
  return (
    meanings?.find((one) => one.key === key)?.title ??
    key.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase())
  );
}

/** What stands in the small window over a lozenge: why, how certain, what to do. */
export function tellOf(because: string, certainty: string, nextAction: string | null): string {
  const certain = certainty === 'certain' ? '' : ` (${certainty})`;
  const next = nextAction === null || nextAction.startsWith('none') ? '' : `\nNext: ${nextAction}`;
  return `${because}${certain}${next}`;
}

/** The state of a seat. */
export function StateLozenge({ row }: { row: Schemas['Developer'] }) {
  const states = useMeanings().data?.states;
  const key = row.state ?? 'unknown';
  const certainty = row.state_certainty ?? 'certain';
  return (
    <span className={styles.one} title={tellOf(row.state_because ?? '', certainty, null)}>
      <Lozenge appearance={OF_STATES[key] ?? 'default'}>{titleOf(states, key)}</Lozenge>
      <Certainty certainty={certainty} />
    </span>
  );
}

/** One signal. */
export function SignalLozenge({ signal }: { signal: Signal }) {
  const signals = useMeanings().data?.signals;
  return (
    <span className={styles.one} title={tellOf(signal.because, signal.certainty, signal.next_action)}>
      <Lozenge appearance={OF_SIGNALS[signal.key] ?? 'default'}>{titleOf(signals, signal.key)}</Lozenge>
      <Certainty certainty={signal.certainty} />
    </span>
  );
}

/** How certain a finding is, where it is not. */
function Certainty({ certainty }: { certainty: string }) {
  return certainty === 'certain' ? null : <span className={styles.certainty}>{certainty}</span>;
}
