/** How many there are of a state or a signal, now and then. */
export interface Counted {
  readonly kind: string;
  readonly key: string;
  readonly before: number;
  readonly after: number;
}

/** The counts that differ, states first, the greatest difference first. */
export function countsThatDiffer(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Counted[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .map((named) => {
      const [kind = '', key = ''] = named.split(':', 2);
      return { kind, key, before: before[named] ?? 0, after: after[named] ?? 0 };
    })
    .filter((one) => one.before !== one.after)
    .sort((a, b) => b.kind.localeCompare(a.kind) || difference(b) - difference(a) || a.key.localeCompare(b.key));
}

function difference(one: Counted): number {
  return Math.abs(one.after - one.before);
}
