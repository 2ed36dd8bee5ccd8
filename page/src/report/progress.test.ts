import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { intervalOf } from './interval';
import { missingOf, readingText, shareOf } from './progress';

const progress = (told: Partial<Schemas['Progress']>): Schemas['Progress'] => ({
  reading: true,
  title: '',
  requests: 0,
  requests_left: 0,
  rows: 0,
  seconds_left: 0,
  failure: null,
  priced: true,
  open_titles: [],
  ...told,
});

describe('a reading', () => {
  it('says what is read, how much of it is left, and for how long', () => {
    const says = readingText(progress({ title: 'Reading events', requests_left: 12, rows: 3400, seconds_left: 75 }));
    expect(says.replaceAll('\u202f', ' ')).toBe(
      'Reading events · 3,400 rows · 12 requests left · about 75 s at the vendor’s limit. Figures are so far.',
    );
  });

  it('promises no time while nobody knows how much there is', () => {
    expect(readingText(progress({ priced: false, seconds_left: 75 }))).toContain('at least 75');
  });

  it('names what is still missing', () => {
    const freshness = { complete: false, notes: ['Two days are missing.'] };
    const reading = progress({ open_titles: ['Usage events'] });
    expect(missingOf(freshness, reading)).toEqual(['Still to be read: Usage events.', 'Two days are missing.']);
    expect(missingOf(freshness, progress({ reading: false, open_titles: ['x'] }))).toEqual(['Two days are missing.']);
  });

  it('shows how much is done only where that is known', () => {
    expect(
      [progress({}), progress({ requests: 5 }), progress({ requests: 5, requests_left: 15 })].map(shareOf),
    ).toEqual([0, 0, 0.25]);
  });

  it('is asked after every two seconds, less often once it failed, seldom once it is complete', () => {
    const freshness = { complete: false };
    expect(intervalOf(undefined)).toBe(2000);
    expect(intervalOf({ freshness, progress: progress({}) })).toBe(2000);
    expect(intervalOf({ freshness, progress: progress({ reading: false, failure: 'x' }) })).toBe(5000);
    expect(intervalOf({ freshness, progress: progress({ reading: false }) })).toBe(10_000);
    expect(intervalOf({ freshness: { complete: true }, progress: progress({ reading: false }) })).toBe(300_000);
  });
});
