import { LOCALES } from '../i18n/index.ts';
import { COLUMNS_OF, LETTERS, columnIn, splitColumn } from './csv-columns.rules.ts';
import {
  checkFile,
  createNotes,
  finishImport,
  type ImportNotes,
  type ImportResult,
  type ReadQuestion,
} from './importing.rules.ts';
import { readFileNumber } from './number.rules.ts';
import type { DraftText, QuestionKind } from './question.rules.ts';
import { readCsv, type CsvRow } from './read-csv.ts';

type Fields = Record<string, unknown>;

/** A text's three cells; undefined where all are empty. */
function localCells({ cells }: CsvRow, name: string): DraftText | undefined {
  const found = LOCALES.flatMap(locale => {
    const cell = cells.get(columnIn(name, locale));
    return cell ? [[locale, cell]] : [];
  });
  return found.length > 0 ? (Object.fromEntries(found) as DraftText) : undefined;
}

function readOptions(row: CsvRow, notes: ImportNotes): Fields {
  const right = (row.cells.get('right') ?? '')
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  const options = LETTERS.flatMap(id => {
    const text = localCells(row, id);
    const feedback = localCells(row, `${id}_feedback`);
    return text || feedback ? [{ id, text: text ?? {}, isRight: right.includes(id), feedback }] : [];
  });
  const isEveryKnown = right.every(id => options.some(option => option.id === id));
  if (right.length === 0 || !isEveryKnown) notes.fault(row.line, 'questions:import.right');
  return { options };
}

/** Spreadsheets in Finnish and in Swedish turn `true` into their own word as it is typed. */
const TRUTHS: Record<string, boolean> = {
  true: true,
  tosi: true,
  sant: true,
  false: false,
  epätosi: false,
  falskt: false,
};

function readTruth(row: CsvRow, notes: ImportNotes): Fields {
  const word = (row.cells.get('right') ?? '').toLowerCase();
  const isTrue = Object.hasOwn(TRUTHS, word) ? TRUTHS[word] : undefined;
  if (isTrue === undefined) notes.fault(row.line, 'questions:import.true-false');
  return {
    isTrue: isTrue ?? false,
    feedbackTrue: localCells(row, 'feedback_true'),
    feedbackFalse: localCells(row, 'feedback_false'),
  };
}

function readSaid(row: CsvRow): Fields {
  return {
    feedbackRight: localCells(row, 'feedback_right'),
    feedbackWrong: localCells(row, 'feedback_wrong'),
  };
}

/** Accepted answers stand below each other in their cell. */
function readWords(row: CsvRow): Fields {
  const listOf = (column: string): string[] | undefined =>
    row.cells
      .get(column)
      ?.split('\n')
      .map(one => one.trim())
      .filter(Boolean);
  const ofLocales = LOCALES.map(locale => [locale, listOf(columnIn('right', locale))]);
  return { accepted: { all: listOf('right'), ...Object.fromEntries(ofLocales) }, ...readSaid(row) };
}

function numberIn({ cells }: CsvRow, column: string): number | undefined {
  const cell = cells.get(column);
  return cell === undefined ? undefined : readFileNumber(cell);
}

const READERS: Record<QuestionKind, (row: CsvRow, notes: ImportNotes) => Fields> = {
  single: readOptions,
  several: readOptions,
  'true-false': readTruth,
  short: readWords,
  number: row => ({
    value: numberIn(row, 'right'),
    tolerance: numberIn(row, 'tolerance'),
    unit: localCells(row, 'unit'),
    ...readSaid(row),
  }),
};

/** A cell that the kind has no use for was meant for something. */
function noteStrayCells(row: CsvRow, kind: QuestionKind, notes: ImportNotes): void {
  for (const column of row.cells.keys()) {
    const { name, locale } = splitColumn(column);
    const isOfKind = COLUMNS_OF[kind].has(name) && (name !== 'right' || !locale || kind === 'short');
    if (!isOfKind) notes.fault(row.line, 'questions:import.csv-cell', { column });
  }
}

function readSource(row: CsvRow, notes: ImportNotes): Fields {
  const title = localCells(row, 'source');
  const url = row.cells.get('source_url');
  if (url && !title) notes.fault(row.line, 'questions:import.source-title');
  return title ? { source: { title, url } } : {};
}

function readRow(row: CsvRow, notes: ImportNotes): ReadQuestion[] {
  const kind = (row.cells.get('kind') ?? '').toLowerCase();
  if (!Object.hasOwn(READERS, kind)) {
    notes.fault(row.line, 'questions:import.kind', { kind: kind.slice(0, 50) });
    return [];
  }
  noteStrayCells(row, kind as QuestionKind, notes);
  return [
    {
      line: row.line,
      id: row.cells.get('id'),
      fields: {
        kind,
        points: numberIn(row, 'points'),
        text: localCells(row, 'text') ?? {},
        explanation: localCells(row, 'explanation'),
        ...readSource(row, notes),
        ...READERS[kind as QuestionKind](row, notes),
      },
    },
  ];
}

/**
 * Reads questions from our own CSV, a row each, in three languages. The columns stand in docs/questions.md.
 * @param text the file, of untrusted origin; commas, semicolons or tabs between cells
 */
export function importCsv(text: string): ImportResult {
  const notes = createNotes();
  checkFile(text, notes);
  if (notes.faults.length > 0) return finishImport([], notes);
  const rows = readCsv(text, notes);
  // What is wrong with the table is wrong with each of its rows.
  if (notes.faults.length > 0) return finishImport([], notes);
  return finishImport(
    rows.flatMap(row => readRow(row, notes)),
    notes,
  );
}
