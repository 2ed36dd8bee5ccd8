import { counted, day, instant } from '../parts/format';
import { titleOfMode } from './modes';

/** What the log calls a detail, and how a person would begin it; what is not here has spaces for underscores. */
const WORDS: Readonly<Record<string, string>> = {
  account_id: 'account',
  starts_on: 'from',
  expires_at: 'ends',
  expires_on: 'ends',
  permissions: 'may',
  other: 'and',
};
/** What the line itself says already. */
const SAID = new Set(['project_id', 'first_at']);
const DETAIL = /(?:^|; )([a-z_]+): /g;
/** The reason of a hold is one of a list, with its days behind it; any other is somebody's own words, and the last. */
const LISTED = /(?:^|; )reason: [a-z_]+; starts_on: \d/;
const EVER = '1970-01-01';

/** The details of a line as people read them: days and instants written out, nothing that the line says anyway. */
export function detailsOf(written: string | null | undefined, at: string | null | undefined): string[] {
  const found = pairsOf(written ?? '');
  const { before, value } = Object.fromEntries(found);
  const told = before === undefined && value === undefined ? [] : [changeOf(before, value)];
  // when the last look was comes behind how many there were
  for (const [key, text] of found.sort(([one], [other]) => Number(one === 'last_at') - Number(other === 'last_at'))) {
    if (SAID.has(key) || key === 'before' || key === 'value') continue;
    if (key === 'last_at' && text.slice(0, 16) === at?.slice(0, 16)) continue;
    told.push(wordsOf(key, text));
  }
  return told;
}

function pairsOf(written: string): [string, string][] {
  const all = [...written.matchAll(DETAIL)];
  const reason = LISTED.test(written) ? -1 : all.findIndex((one) => one[1] === 'reason');
  const begins = reason < 0 ? all : all.slice(0, reason + 1);
  return begins.map((one, place) => [
    one[1] ?? '',
    written.slice(one.index + one[0].length, begins[place + 1]?.index ?? written.length),
  ]);
}

function changeOf(before: string | undefined, value: string | undefined): string {
  if (value === undefined) return `${before} → as usual`;
  return before === undefined ? `set to ${value}` : `${before} → ${value}`;
}

function wordsOf(key: string, text: string): string {
  if (key === 'people') return counted(Number(text), 'person', 'people');
  if (key === 'times') return counted(Number(text), 'time');
  if (key === 'count') return `${text} in all`;
  if (key === 'mode') return `mode ${titleOfMode(text)}`;
  if (key === 'last_at') return `the last at ${instant(text)}`;
  return `${WORDS[key] ?? key.replaceAll('_', ' ')} ${plain(text)}`;
}

function plain(text: string): string {
  if (text === EVER) return 'ever';
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return instant(text);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return day(text);
  return /^[a-z]+(_[a-z]+)+$/.test(text) ? text.replaceAll('_', ' ') : text;
}
