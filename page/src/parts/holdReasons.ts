import type { Schemas } from '../api/client';

type Reason = NonNullable<Schemas['WantedHold']['reason']>;

/** The neutral reasons that a hold may have. */
export const REASONS: readonly (readonly [Reason, string])[] = [
  ['leave', 'On leave'],
  ['other_project', 'On another project'],
  ['onboarding_later', 'Onboarding later'],
  ['notice_period', 'In the notice period'],
  ['other', 'Another reason'],
];

/** A reason in words; one that this page does not know as it came. */
export function reasonOf(key: string | null | undefined): string {
  return REASONS.find(([reason]) => reason === key)?.[1] ?? (key ?? '').replaceAll('_', ' ');
}
