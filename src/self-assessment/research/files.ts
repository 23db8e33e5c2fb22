import { stringify } from 'csv-stringify/sync';
import { CODE_COLUMNS, type Code } from './codebook.rules.ts';
import type { ResearchExport } from './exporting.ts';
import { COLUMNS } from './rows.rules.ts';

/** For spreadsheets as for statistics programs (RFC 4180); what a spreadsheet would take for a formula is defused. */
const CSV = { bom: true, header: true, record_delimiter: 'windows', escape_formulas: true } as const;

/** @returns the lines of an export as CSV: one answer a line */
export function exportCsv({ rows }: ResearchExport): string {
  return stringify(rows, { ...CSV, columns: [...COLUMNS] });
}

/** @returns the same as JSON, with what its values mean */
export function exportJson({ id, at, rows }: ResearchExport, codebook: readonly Code[]): string {
  return JSON.stringify({ export: id, at: at.toISOString(), codebook, rows });
}

/** @returns what the values of exports mean, as CSV */
export function codebookCsv(codebook: readonly Code[]): string {
  return stringify([...codebook], { ...CSV, columns: [...CODE_COLUMNS] });
}
