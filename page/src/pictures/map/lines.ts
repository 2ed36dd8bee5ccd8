import type { Schemas } from '../../api/client';
import { day, UNKNOWN } from '../../parts/format';

/** A developer's line of the map; `days` has a sign for each day: 0 no use, 1 to 4 use, ? not known. */
export interface Line {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly lastOn: string | null;
  readonly activeDays: number;
  readonly days: string;
}

/** The days of the map: how many from when on, which were off, from which place on they may still change. */
export interface Days {
  readonly firstOn: string;
  readonly count: number;
  readonly off: ReadonlySet<number>;
  readonly provisionalFrom: number;
}

const DAY_MS = 86_400_000;

export function linesOf(lines: readonly Schemas['SeatMapLine'][]): Line[] {
  return lines.map((line) => ({
    id: line.developer_id ?? '',
    name: line.name ?? UNKNOWN,
    state: line.state ?? 'unknown',
    lastOn: line.last_active_on ?? null,
    activeDays: line.active_days ?? 0,
    days: line.days ?? '',
  }));
}

export function daysOfMap(map: Schemas['MapDays']): Days {
  const place = (on: string): number => Math.round((Date.parse(on) - Date.parse(map.first_on)) / DAY_MS);
  return {
    firstOn: map.first_on,
    count: map.days,
    off: new Set(map.off.map(place)),
    provisionalFrom: place(map.provisional_from),
  };
}

/** The signs of a line as levels: null is not known. */
export function levelsOf(signs: string): (number | null)[] {
  return [...signs].map((sign) => (sign === '?' ? null : Number(sign)));
}

/** The day at a place, as it is written in data. */
export function dayAt(days: Days, place: number): string {
  return new Date(Date.parse(days.firstOn) + place * DAY_MS).toISOString().slice(0, 10);
}

/** Whether a day is a Monday; in UTC, as all days. */
export function isMonday(days: Days, place: number): boolean {
  return new Date(Date.parse(days.firstOn) + place * DAY_MS).getUTCDay() === 1;
}

const USED: Readonly<Record<string, string>> = {
  '0': 'no use',
  '1': 'a little',
  '2': 'less than half of the own busiest day',
  '3': 'more than half of the own busiest day',
  '4': 'as much as on the own busiest day',
};

/** What is known of a line's day, in words. */
export function wordsOf(line: Line, days: Days, place: number): string {
  const said = USED[line.days[place] ?? '?'] ?? 'not known';
  const notes = [
    ...(days.off.has(place) ? ['day off'] : []),
    ...(place >= days.provisionalFrom ? ['may still change'] : []),
  ];
  return notes.length === 0 ? said : `${said} (${notes.join(', ')})`;
}

/** A line's days in words, for whoever does not see them. */
export function sentenceOfLine(line: Line, days: Days): string {
  const last = line.lastOn === null ? 'no use known' : `last active ${day(line.lastOn)}`;
  return `${last}; ${line.activeDays} active of ${days.count} days`;
}

/** Where to jump: the first line of each part of the map, with how many there are in it. */
export interface Part {
  readonly title: string;
  readonly first: number;
  readonly count: number;
}

const QUIET_DAYS = 14;

/** The parts of the map: who is here, who has been quiet for long, of whom no use is known. Empty parts are left out. */
export function partsOf(lines: readonly Line[], days: Days): Part[] {
  const lastDay = dayAt(days, days.count - 1);
  const quietFrom = new Date(Date.parse(lastDay) - QUIET_DAYS * DAY_MS).toISOString().slice(0, 10);
  const kinds = lines.map((line) => (line.lastOn === null ? 2 : line.lastOn <= quietFrom ? 1 : 0));
  const titles = ['Active lately', `Quiet for ${QUIET_DAYS} days or more`, 'No use known'];
  return titles
    .map((title, kind) => ({
      title,
      first: kinds.indexOf(kind as 0 | 1 | 2),
      count: kinds.filter((one) => one === kind).length,
    }))
    .filter((part) => part.count > 0);
}
