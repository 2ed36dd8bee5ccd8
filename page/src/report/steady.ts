/** Rows that keep their places while figures are still coming in: nothing jumps under somebody's eyes. */

/** The rows in the places of before: newcomers take the places of those who left, the rest stand at the end. */
export function steady<Row>(before: readonly string[], rows: readonly Row[], idOf: (row: Row) => string): Row[] {
  const known = new Map(rows.map((row) => [idOf(row), row]));
  const seen = new Set(before);
  const newcomers = rows.filter((row) => !seen.has(idOf(row)));
  const placed: Row[] = [];
  for (const id of before) {
    const row = known.get(id) ?? newcomers.shift();
    if (row !== undefined) placed.push(row);
  }
  return [...placed, ...newcomers].slice(0, rows.length);
}

/** Whether the places differ from those that the order asks for. */
export function isOutOfOrder<Row>(shown: readonly Row[], rows: readonly Row[], idOf: (row: Row) => string): boolean {
  return shown.some((row, place) => {
    const other = rows[place];
    return other === undefined || idOf(other) !== idOf(row);
  });
}
