import { CsvError, parse } from 'csv-parse/sync';
import { isColumn, splitColumn, undoDefusing } from './csv-columns.rules.ts';
import type { ImportNotes } from './importing.rules.ts';

export interface CsvRow {
  /** The line on which the row begins: a cell may go over several. */
  line: number;
  /** Cells by column, as they were before they were defused, without space around; empty ones are not in it. */
  cells: ReadonlyMap<string, string>;
}

interface RawRow {
  line: number;
  cells: string[];
}

const SEPARATORS = [';', ',', '\t'];

/** No column's name holds one of them, so that the header tells which it is. */
function separatorOf(text: string): string {
  const header = text.split('\n', 1)[0] ?? '';
  const count = (separator: string): number => header.split(separator).length;
  return SEPARATORS.toSorted((a, b) => count(b) - count(a))[0] ?? ';';
}

function readRows(text: string, notes: ImportNotes): RawRow[] {
  const rows: RawRow[] = [];
  let lines = 0;
  try {
    parse(text, {
      record_delimiter: '\n',
      delimiter: separatorOf(text),
      relax_column_count: true,
      on_record: (cells: string[], context) => {
        rows.push({ line: lines + 1, cells });
        lines = context.lines;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED';
    // A quotation mark without its partner swallows the rest of the file: the row that it is in says more.
    notes.fault(isOpen ? lines + 1 : Number(error['lines'] ?? lines + 1), 'questions:import.csv-quote');
  }
  return rows.filter(({ cells }) => cells.some(cell => cell.trim() !== ''));
}

/** @returns the columns' names; '' for one without a name */
function readHeader(header: RawRow, notes: ImportNotes): string[] {
  const columns = header.cells.map(cell => cell.trim().toLowerCase());
  columns.forEach((column, index) => {
    if (column === '') return;
    const shown = { column: column.slice(0, 50) };
    if (!isColumn(column)) notes.fault(header.line, 'questions:import.csv-column', shown);
    else if (columns.indexOf(column) < index)
      notes.fault(header.line, 'questions:import.csv-column-twice', shown);
  });
  const hasText = columns.some(column => splitColumn(column).name === 'text');
  if (!columns.includes('kind') || !hasText) notes.fault(header.line, 'questions:import.csv-header');
  return columns;
}

/** Reads a table of questions. What is wrong with the table itself becomes a fault. */
export function readCsv(text: string, notes: ImportNotes): CsvRow[] {
  const [header, ...rows] = readRows(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), notes);
  if (!header || notes.faults.length > 0) return [];
  const columns = readHeader(header, notes);
  return rows.map(({ line, cells }) => {
    const named = cells.flatMap((cell, index): [string, string][] => {
      const value = undoDefusing(cell.trim()).trim();
      return value === '' ? [] : [[columns[index] ?? '', value]];
    });
    if (named.some(([column]) => column === '')) notes.fault(line, 'questions:import.csv-cells');
    return { line, cells: new Map(named) };
  });
}
