import { counted, day, instant } from '../parts/format';
import { titleOfMode } from './modes';

/** A detail of a line of the log, in words; the names of many people stand behind how many they are. */
export interface Detail {
  readonly text: string;
  readonly people?: readonly string[];
}

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
/** A reason of the list of holds: not what somebody wrote. */
const REASON = /^[a-z]+(_[a-z]+)+$/;
const DETAIL = /(?:^|; )([a-z_]+): /g;

/** The details of a line as people read them: days and instants written out, nothing that the line says anyway. */
export function detailsOf(written: string | null | undefined, at: string | null | undefined): Detail[] {
  const found = pairsOf(written ?? '');
  const { before, value } = Object.fromEntries(found);
  const told: Detail[] = [];
  if (before !== undefined || value !== undefined) told.push({ text: changeOf(before, value) });
  for (const [key, text] of found) {
    if (SAID.has(key) || key === 'before' || key === 'value') continue;
    if (key === 'last_at' && text.slice(0, 16) === at?.slice(0, 16)) continue;
    told.push(detailOf(key, text));
  }
  return told;
}

/** What stands before and behind each colon; a reason is the last one and goes on to the end, whatever is in it. */
function pairsOf(written: string): [string, string][] {
  const all = [...written.matchAll(DETAIL)];
  const reason = all.findIndex((one) => one[1] === 'reason');
  const begins = reason < 0 ? all : all.slice(0, reason + 1);
  return begins.map((one, place) => [
    one[1] ?? '',
    written.slice(one.index + one[0].length, begins[place + 1]?.index ?? written.length),
  ]);
}

function changeOf(before: string | undefined, value: string | undefined): string {
  if (value === undefined) return `${before}, back to what is usual`;
  return before === undefined ? `set to ${value}` : `${before} → ${value}`;
}

function detailOf(key: string, text: string): Detail {
  if (key === 'people') return peopleOf(text.split(', '));
  if (key === 'times') return { text: counted(Number(text), 'time') };
  if (key === 'mode') return { text: `mode ${titleOfMode(text)}` };
  if (key === 'last_at') return { text: `the last ${instant(text)}` };
  return { text: `${WORDS[key] ?? key.replaceAll('_', ' ')} ${written(key, text)}` };
}

function peopleOf(people: readonly string[]): Detail {
  return { text: counted(people.length, 'person', 'people'), people };
}

function written(key: string, text: string): string {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return instant(text);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return day(text);
  return key === 'kind' || REASON.test(text) ? text.replaceAll('_', ' ') : text;
}
