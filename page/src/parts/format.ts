/** How figures are written: short to read, exact on hover; what is not known is a dash, never a zero. */
export const UNKNOWN = '—';

const STEPS = [
  { from: 1e12, unit: 'T' },
  { from: 1e9, unit: 'G' },
  { from: 1e6, unit: 'M' },
  { from: 1e4, unit: 'k', divisor: 1e3 },
] as const;
/** Between a number and its unit, where a line must not break. */
const THIN = '\u202f';

const exactly = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** 12.4 M, 871 k, 9,310; with three digits where it is cut. */
export function short(value: number): string {
  const step = STEPS.find((one) => Math.abs(value) >= one.from);
  if (step === undefined) return whole.format(value);
  const cut = value / ('divisor' in step ? step.divisor : step.from);
  return `${cut.toFixed(digitsOf(cut))}${THIN}${step.unit}`;
}

/** 12,403,118. */
export function exact(value: number): string {
  return exactly.format(value);
}

/** 46 %; below one percent with a digit more, so that little is not nothing. */
export function percent(share: number): string {
  const value = share * 100;
  const digits = value !== 0 && Math.abs(value) < 1 ? 1 : 0;
  return `${value.toFixed(digits)}${THIN}%`;
}

/** $ 173.93, or without the cents from a thousand on. */
export function money(cents: number, currency = 'USD'): string {
  const digits = Math.abs(cents) >= 100_000 ? 0 : 2;
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(cents / 100);
}

/** 25 Nov 2026; of an instant the day in UTC. */
export function day(iso: string): string {
  const [year, month, date] = iso.slice(0, 10).split('-');
  return `${Number(date)}${'\u00a0'}${MONTHS[Number(month) - 1] ?? month}${'\u00a0'}${year}`;
}

/** 25 Nov. */
export function shortDay(iso: string): string {
  return day(iso).slice(0, -5);
}

/** 25 Nov 2026, 23:00 UTC. */
export function instant(iso: string): string {
  return `${day(iso)}, ${iso.slice(11, 16)}${'\u00a0'}UTC`;
}

/** 40 s, 4 min, 2 h. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))}${THIN}s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)}${THIN}min`;
  return `${Math.round(seconds / 3600)}${THIN}h`;
}

/** 1 seat, 2 seats. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : several}`;
}

/** The same with a capital: sentences of the service begin in the middle of one. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function digitsOf(value: number): number {
  const size = Math.abs(value);
  return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}
