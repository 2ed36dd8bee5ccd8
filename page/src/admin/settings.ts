import type { Schemas } from '../api/client';
import { Problem } from '../api/problems';

export type Meaning = Schemas['SettingMeaning'];
export type Setting = Schemas['SettingRow'];

/** What somebody has typed into the fields of settings, by key; what is not in it stays as it is. */
export type Drafts = Readonly<Record<string, string>>;

/** A value as it is written into its field: shares in percent, cents as money, lists line by line. */
export function textOf(meaning: Meaning, value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') return '';
  if (meaning.kind === 'share') return plain(Number(value) * 100);
  if (meaning.kind === 'cents') return plain(Number(value) / 100);
  if (meaning.kind === 'list')
    return value
      .split(',')
      .map((part) => part.trim())
      .join('\n');
  return value;
}

/** A field's text as the service takes it; what is no number goes there as it is, and the service says so. */
export function sentOf(meaning: Meaning, text: string): string {
  const trimmed = text.trim();
  const number = Number(trimmed.replace(',', '.').replace(/\s*%$/, ''));
  if (meaning.kind === 'list')
    return trimmed
      .split(/[\n,]+/)
      .map((part) => part.trim())
      .filter(Boolean)
      .join(', ');
  if (trimmed === '' || !Number.isFinite(number)) return trimmed;
  if (meaning.kind === 'share') return plain(number / 100);
  if (meaning.kind === 'cents') return plain(number * 100);
  return trimmed;
}

export const NOT_SET = 'not set';

/** What a setting is unless somebody sets it, in words. */
export function usualOf(meaning: Meaning): string {
  const { default: usual } = meaning;
  if (usual === null || (Array.isArray(usual) && usual.length === 0)) return NOT_SET;
  if (typeof usual === 'boolean') return usual ? 'on' : 'off';
  return `${textOf(meaning, String(usual))}${unitOf(meaning)}`;
}

/** What stands behind the number. */
export function unitOf(meaning: Meaning): string {
  return { days: ' days', share: ' %' }[meaning.kind as string] ?? '';
}

/** What the service said of a value, in the words of the field: its title for the key, percent for shares. */
export function refusalOf(meaning: Meaning, error: unknown): unknown {
  if (!(error instanceof Problem) || error.status !== 422) return error;
  const { at_least: least, at_most: most } = meaning;
  if (meaning.kind === 'share' && typeof least === 'number' && typeof most === 'number') {
    return new Problem(422, `“${meaning.title}” takes a share from ${plain(least * 100)} to ${plain(most * 100)} %.`);
  }
  if (meaning.kind === 'cents') return new Problem(422, `“${meaning.title}” takes an amount, such as 40 or 40.50.`);
  return new Problem(422, error.says.replace(meaning.key, `“${meaning.title}”`));
}

/** A change that can be saved: the key, and what it is to be; null takes it back to what it is without. */
export interface Change {
  readonly key: string;
  readonly value: string | null;
}

/** The fields that were changed, as the service takes them; what reads the same is no change. */
export function changesOf(meanings: readonly Meaning[], settings: readonly Setting[], drafts: Drafts): Change[] {
  return meanings.flatMap((meaning) => {
    const draft = drafts[meaning.key];
    const now = settings.find((one) => one.key === meaning.key)?.value ?? '';
    if (draft === undefined || draft === textOf(meaning, now)) return [];
    const value = sentOf(meaning, draft);
    const mayBeEmpty = meaning.default === null || meaning.kind === 'list';
    return [{ key: meaning.key, value: value === '' && mayBeEmpty ? null : value }];
  });
}

/** Without the noise of floating point: 0.15 × 100 is 15. */
function plain(value: number): string {
  return String(Number(value.toPrecision(12)));
}
