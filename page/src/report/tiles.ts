import type { Schemas } from '../api/client';
import { counted, exact, money, percent, short, UNKNOWN } from '../parts/format';

type Team = Schemas['TeamPart'];

/** A figure of the team, with what it means and what it rests on. */
export interface Tile {
  readonly key: string;
  readonly title: string;
  readonly value: string;
  /** The figure to its last digit. */
  readonly exactly: string;
  /** What stands below it. */
  readonly note: string;
  /** What it is and how it is counted. */
  readonly explanation: string;
  /** Whether it grows while the reading goes on. */
  readonly grows: boolean;
}

/** The tiles of a team, in their order. */
export function tilesOf(team: Team, days: number): Tile[] {
  return [seats(team, days), active(team, days), tokens(team), cached(team), spend(team), idle(team)];
}

function seats(team: Team, days: number): Tile {
  const share = team.utilisation_share;
  const entered = team.seats_paid_is === 'entered' ? `, ${exact(team.seats_paid ?? 0)} paid` : '';
  return {
    key: 'seats',
    title: 'Seats used',
    value: share === null || share === undefined ? UNKNOWN : percent(share),
    exactly: share === null || share === undefined ? 'There are no seats.' : `${exact(share * 100)} %`,
    note: `${figure(team.seats_used)} of ${figure(team.seats)} seats${entered}`,
    explanation: `Seats with at least one active day in these ${days} days, of all paid seats on the roster.`,
    grows: true,
  };
}

function active(team: Team, days: number): Tile {
  return {
    ...shortened('active', 'Active developers', team.active_developers),
    note: `in ${counted(days, 'day')}`,
    explanation:
      'Developers with at least one day on which they themselves used the assistant. Somebody without a seat counts as well.',
    grows: true,
  };
}

function tokens(team: Team): Tile {
  const unsure = team.events_without_tokens ? `, ${counted(team.events_without_tokens, 'event')} without figures` : '';
  return {
    ...shortened('tokens', 'Tokens', team.total_tokens),
    note: `${figure(team.input_tokens)} in, ${figure(team.output_tokens)} out${unsure}`,
    explanation:
      'Input plus output tokens. Tokens read from or written to the cache are not in it. Usage that came without an address is.',
    grows: true,
  };
}

function cached(team: Team): Tile {
  return {
    ...shortened('cached', 'Cache read', team.cache_read_tokens),
    note: `${figure(team.cache_write_tokens)} written`,
    explanation: 'Input tokens that came from the cache: cheap, many, and never part of the tokens beside.',
    grows: true,
  };
}

function spend(team: Team): Tile {
  const currency = team.currency ?? 'USD';
  const each = team.spend_per_active_developer_cents;
  const value = team.spend_cents;
  const known = value !== null && value !== undefined;
  return {
    key: 'spend',
    title: 'Spend',
    value: known ? money(value, currency) : UNKNOWN,
    exactly: known ? money(value, currency) : 'Not known.',
    note:
      each === null || each === undefined
        ? 'per active developer: not known'
        : `${money(each, currency)} per active developer`,
    explanation: 'What the vendor charged for the events of these days. Seat prices are not in it.',
    grows: true,
  };
}

function idle(team: Team): Tile {
  const saving = team.saving_possible_cents_per_month;
  return {
    ...shortened('idle', 'Seats to talk about', team.seats_idle),
    note:
      saving === null || saving === undefined
        ? 'left, stopped, never started, no use seen'
        : `${money(saving, team.currency ?? 'USD')} a month if given back`,
    explanation:
      'Paid seats whose holder left, stopped, never started, or shows no use in what is known. New seats and seats on hold are not among them.',
    grows: false,
  };
}

function shortened(key: string, title: string, value: number | null | undefined) {
  const known = value !== null && value !== undefined;
  return { key, title, value: known ? short(value) : UNKNOWN, exactly: known ? exact(value) : 'Not known.' };
}

function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? UNKNOWN : short(value);
}
