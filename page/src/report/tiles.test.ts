import { describe, expect, it } from 'vitest';
import { tilesOf } from './tiles';

const of = (team: Parameters<typeof tilesOf>[0]) =>
  Object.fromEntries(tilesOf(team, 30).map((tile) => [tile.key, tile]));

describe('the tiles of a team', () => {
  it('say a share, and what it is a share of', () => {
    const { seats } = of({ seats: 25, seats_used: 15, utilisation_share: 0.6 });
    expect([seats?.value.replace('\u202f', ' '), seats?.note]).toEqual(['60 %', '15 of 25 seats']);
  });

  it('show a dash where nobody knows, never a zero', () => {
    expect(Object.values(of({})).map((tile) => tile.value)).toEqual(Array(6).fill('—'));
  });

  it('tell a saving in money only where a price was entered', () => {
    expect(of({ seats_idle: 3 }).idle?.note).toContain('never started');
    expect(of({ seats_idle: 3, saving_possible_cents_per_month: 12_000, currency: 'EUR' }).idle?.note).toBe(
      '€120.00 a month if given back',
    );
  });

  it('name events whose tokens nobody told', () => {
    expect(of({ total_tokens: 10, events_without_tokens: 2 }).tokens?.note).toContain('2 events without figures');
  });
});
