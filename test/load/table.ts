/** One line of the table; what does not apply is an empty text. */
export interface Row {
  what: string;
  ours: string;
  other: string;
  ratio: string;
}

/** What was promised, and what was measured. */
export interface Bound {
  what: string;
  measured: string;
  isKept: boolean;
}

const HEAD: Row = { what: '', ours: 'this tool', other: 'for comparison', ratio: 'ratio' };

/** @returns the rows as a Markdown table whose columns stand in line */
export function renderTable(rows: Row[]): string {
  const all = [HEAD, ...rows];
  const columns = ['what', 'ours', 'other', 'ratio'] as const;
  const widths = columns.map(column => Math.max(...all.map(row => row[column].length)));
  const line = (row: Row): string =>
    `| ${columns.map((column, i) => (i === 0 ? row[column].padEnd(widths[i] ?? 0) : row[column].padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(HEAD), rule, ...rows.map(line)].join('\n');
}

export function renderBounds(bounds: Bound[]): string {
  return bounds
    .map(
      ({ what, measured, isKept }) => `${isKept ? 'holds         ' : 'DOES NOT HOLD '} ${what}: ${measured}`,
    )
    .join('\n');
}
