import type { Schemas } from '../api/client';

type Developer = Schemas['Developer'];

/** Why something about a developer is not known, in one sentence: it stands behind every dash. */
export function whyUnknown(key: string, row: Developer, isComplete: boolean): string {
  const always = ALWAYS[key];
  if (always !== undefined) return always;
  if (!isComplete) return 'Not read yet.';
  return (WHERE_READ[key] ?? (() => 'Not known.'))(row);
}

/** Reasons that hold whether or not everything was read. */
const ALWAYS: Readonly<Record<string, string>> = {
  seat_since: 'Neither the audit log nor an imported list tells when the seat was given.',
  email: 'The roster has no address here, or addresses are not shown.',
  jira_account_id: 'No Jira person is known.',
  next_action: 'Nothing to do.',
};

const NOTHING_SHOWN = 'No suggestions were shown in these days.';
const NO_TIER = 'No events of a model whose tier is known.';

const WHERE_READ: Readonly<Record<string, (row: Developer) => string>> = {
  tokens_per_active_day: () => 'No active day in these days.',
  times_team_mean: () => 'Nobody has tokens to compare with.',
  acceptance_share: () => NOTHING_SHOWN,
  agent_acceptance_share: () => NOTHING_SHOWN,
  tab_acceptance_share: () => NOTHING_SHOWN,
  agent_acceptance_low: () => NOTHING_SHOWN,
  agent_acceptance_high: () => NOTHING_SHOWN,
  tab_acceptance_low: () => NOTHING_SHOWN,
  tab_acceptance_high: () => NOTHING_SHOWN,
  decision_share: () => 'No requests that could have led to a decision.',
  premium_share: () => NO_TIER,
  previous_total_tokens: () => 'The days before are out of reach or were not read.',
  trend: () => 'The days before are out of reach or were not read.',
  last_active_on: (row) => (row.known_since ? `No use since ${row.known_since}, as far as is known.` : 'No use known.'),
  state_since: () => 'Nothing tells when it began.',
  usage_known_since: () => 'The last day was not read.',
};
