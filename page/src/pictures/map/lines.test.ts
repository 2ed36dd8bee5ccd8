import { describe, expect, it } from 'vitest';
import { LINE_HEIGHT, placeAt, roomOf } from './draw';
import { foundAt, lineAfter } from './keys';
import {
  type Days,
  dayAt,
  daysOfMap,
  isMonday,
  type Line,
  levelsOf,
  linesOf,
  partsOf,
  sentenceOfLine,
  wordsOf,
} from './lines';

const DAYS: Days = daysOfMap({
  first_on: '2026-10-20',
  days: 30,
  levels: 4,
  off: ['2026-10-25', '2026-11-01'],
  provisional_from: '2026-11-16',
  summary: '',
});

function line(name: string, lastOn: string | null, days = '0'.repeat(30)): Line {
  return { id: name, name, state: 'active', lastOn, activeDays: 3, days };
}

const plain = (text: string): string => text.replace(/\u00a0/g, ' ');

describe('the days of the map', () => {
  it('are places from the first day on, in UTC', () => {
    expect([...DAYS.off]).toEqual([5, 12]);
    expect(DAYS.provisionalFrom).toBe(27);
    expect([dayAt(DAYS, 0), dayAt(DAYS, 29)]).toEqual(['2026-10-20', '2026-11-18']);
    expect([6, 13, 20].every((place) => isMonday(DAYS, place))).toBe(true);
  });

  it('are told in words with what is odd about them', () => {
    const hana = line('Hana', null, `01234?${'0'.repeat(24)}`);
    expect([0, 1, 4, 5, 12, 28].map((place) => wordsOf(hana, DAYS, place))).toEqual([
      'no use',
      'a little',
      'as much as on the own busiest day',
      'not known (day off)',
      'no use (day off)',
      'no use (may still change)',
    ]);
  });
});

describe('the lines of the map', () => {
  it('come from the answer, and what is missing is not known', () => {
    expect(linesOf([{ developer_id: 'a', days: '01' }])[0]).toEqual({
      id: 'a',
      name: '—',
      state: 'unknown',
      lastOn: null,
      activeDays: 0,
      days: '01',
    });
  });

  it('have levels for a strip', () => {
    expect(levelsOf('0?4')).toEqual([0, null, 4]);
  });

  it('say in words when somebody was last active', () => {
    expect(plain(sentenceOfLine(line('Hana', '2026-11-18'), DAYS))).toBe(
      'last active 18 Nov 2026; 3 active of 30 days',
    );
    expect(sentenceOfLine(line('Ines', null), DAYS)).toBe('no use known; 3 active of 30 days');
  });

  it('fall into those who are here, those who are quiet, and those nobody saw', () => {
    const lines = [line('A', '2026-11-18'), line('B', '2026-11-05'), line('C', '2026-11-04'), line('D', null)];
    expect(partsOf(lines, DAYS)).toEqual([
      { title: 'Active lately', first: 0, count: 2 },
      { title: 'Quiet for 14 days or more', first: 2, count: 1 },
      { title: 'No use known', first: 3, count: 1 },
    ]);
    expect(partsOf([], DAYS)).toEqual([]);
  });
});

describe('the keyboard', () => {
  it('goes from line to line and stays on the map', () => {
    const from = (marked: number | null) => (key: string) => lineAfter(key, marked, 50);
    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'Home', 'End', 'a'].map(from(null))).toEqual([0, 0, 20, 0, 49, null]);
    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp'].map(from(45))).toEqual([46, 44, 49, 25]);
  });

  it('finds the next name that begins so, and begins anew at the end', () => {
    const lines = ['Ana', 'Ben', 'Anouk', 'Chen'].map((name) => line(name, null));
    expect(foundAt(lines, 'a', -1)).toBe(0);
    expect(foundAt(lines, 'a', 0)).toBe(2);
    expect(foundAt(lines, 'a', 2)).toBe(0);
    expect(foundAt(lines, 'ano', 0)).toBe(2);
    expect(foundAt(lines, 'z', 0)).toBeNull();
  });
});

describe('the room of the map', () => {
  it('gives each day whole pixels, few where there are many days', () => {
    expect(roomOf(1200, 600, 30).cell).toBe(30);
    expect(roomOf(1200, 600, 90).cell).toBe(10);
    expect(roomOf(320, 600, 90).cell).toBe(2);
    expect(roomOf(0, 600, 90).cell).toBe(2);
  });

  it('knows the day under a point', () => {
    const room = roomOf(1200, 600, 30);
    expect(
      [room.names - 1, room.names, room.names + 31, room.names + 30 * 30].map((x) => placeAt(room, DAYS, x)),
    ).toEqual([null, 0, 1, null]);
    expect(LINE_HEIGHT).toBeGreaterThan(16);
  });
});
