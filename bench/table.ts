export type Cell = string | number;

/** Columns as wide as their widest cell; numbers to the right. */
export function printTable(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const texts = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...texts.map((row) => (row[column] ?? '').length)));
  const isNumber = (row: number, column: number) => row > 0 && typeof rows[row - 1]?.[column] === 'number';
  const lines = texts.map((row, n) =>
    row
      .map((text, column) => pad(text, widths[column] ?? 0, isNumber(n, column)))
      .join('  ')
      .trimEnd(),
  );
  const [first = '', ...rest] = lines;
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  console.log(`\n${title}\n\n${[first, rule, ...rest].join('\n')}`);
}

const pad = (text: string, width: number, right: boolean) => (right ? text.padStart(width) : text.padEnd(width));

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}
