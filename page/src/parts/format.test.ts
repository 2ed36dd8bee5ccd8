import { describe, expect, it } from 'vitest';
import { counted, day, duration, exact, instant, money, percent, short, shortDay } from './format';

const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');

describe('figures', () => {
  it('are cut to three digits from ten thousand on', () => {
    expect([0, 9310, 12_345, 871_400, 12_403_118, 1_500_000_000].map(short).map(plain)).toEqual([
      '0',
      '9,310',
      '12.3 k',
      '871 k',
      '12.4 M',
      '1.50 G',
    ]);
  });

  it('are told to the last digit where one asks', () => {
    expect(exact(12_403_118)).toBe('12,403,118');
  });

  it('never call little nothing', () => {
    expect([0, 0.004, 0.46, 1].map(percent).map(plain)).toEqual(['0 %', '0.4 %', '46 %', '100 %']);
  });

  it('show cents as money, and leave the cents out where they do not matter', () => {
    expect([17392.75, 12_345_678].map((cents) => money(cents))).toEqual(['$173.93', '$123,457']);
  });

  it('write days and instants in words, in UTC', () => {
    expect([day('2026-11-25'), shortDay('2026-01-05'), instant('2026-11-25T23:00:00Z')].map(plain)).toEqual([
      '25 Nov 2026',
      '5 Jan',
      '25 Nov 2026, 23:00 UTC',
    ]);
  });

  it('round what is left of a wait', () => {
    expect([0, 40, 240, 7200].map(duration).map(plain)).toEqual(['1 s', '40 s', '4 min', '2 h']);
  });

  it('count with the right word', () => {
    expect([counted(1, 'seat'), counted(2, 'seat'), counted(2, 'person', 'people')]).toEqual([
      '1 seat',
      '2 seats',
      '2 people',
    ]);
  });
});
