import { stringify } from 'csv-stringify/sync';
import { LOCALES } from '../i18n/index.ts';
import { LETTERS, LOCAL_COLUMNS, SINGLE_COLUMNS, columnIn, guardMark } from './csv-columns.rules.ts';
import type { DraftQuestion, DraftText } from './question.rules.ts';

/** Cells by their column's name. */
type Cells = Record<string, string>;

function localCells(name: string, text: DraftText | undefined): Cells {
  const found = LOCALES.flatMap(locale => {
    const cell = text?.[locale];
    return cell === undefined ? [] : [[columnIn(name, locale), cell]];
  });
  return Object.fromEntries(found) as Cells;
}

type ShortOrNumber = Extract<DraftQuestion, { kind: 'short' | 'number' }>;

function cellsOfSaid({ feedbackRight, feedbackWrong }: ShortOrNumber): Cells {
  return { ...localCells('feedback_right', feedbackRight), ...localCells('feedback_wrong', feedbackWrong) };
}

function cellsOfKind(question: DraftQuestion): Cells {
  switch (question.kind) {
    case 'single':
    case 'several': {
      const right = question.options.filter(option => option.isRight).map(option => option.id);
      const ofOptions = question.options.map(({ id, text, feedback }) => ({
        ...localCells(id, text),
        ...localCells(`${id}_feedback`, feedback),
      }));
      return Object.assign({ right: right.join(' ') }, ...ofOptions) as Cells;
    }
    case 'true-false':
      return {
        right: String(question.isTrue),
        ...localCells('feedback_true', question.feedbackTrue),
        ...localCells('feedback_false', question.feedbackFalse),
      };
    case 'short': {
      const { all, ...ofLocales } = question.accepted;
      const listed = LOCALES.map(locale => [columnIn('right', locale), ofLocales[locale]?.join('\n') ?? '']);
      return {
        right: all?.join('\n') ?? '',
        ...(Object.fromEntries(listed) as Cells),
        ...cellsOfSaid(question),
      };
    }
    case 'number':
      return {
        right: String(question.value),
        tolerance: String(question.tolerance),
        ...localCells('unit', question.unit),
        ...cellsOfSaid(question),
      };
  }
}

function cellsOf(question: DraftQuestion): Cells {
  return {
    id: question.id,
    kind: question.kind,
    points: String(question.points),
    ...localCells('text', question.text),
    ...cellsOfKind(question),
    ...localCells('explanation', question.explanation),
    ...localCells('source', question.source?.title),
    source_url: question.source?.url ?? '',
  };
}

/** The options' columns up to the last letter that a question has. */
function columnsFor(questions: readonly DraftQuestion[]): string[] {
  const used = questions.flatMap(one => ('options' in one ? one.options.map(option => option.id) : []));
  const letters = LETTERS.filter(letter => used.some(id => id >= letter));
  const local = [...LOCAL_COLUMNS, ...letters.flatMap(letter => [letter, `${letter}_feedback`])];
  return [...SINGLE_COLUMNS, ...local.flatMap(name => LOCALES.map(locale => columnIn(name, locale)))];
}

/**
 * @returns the questions as our CSV, a row each, in all languages: a byte order mark and semicolons, as spreadsheets in
 *   Finnish and in Swedish expect. A cell that a spreadsheet would take for a formula is defused; importing undoes it.
 */
export function exportCsv(questions: readonly DraftQuestion[]): string {
  const columns = columnsFor(questions);
  const rows = questions.map(question => {
    const cells = cellsOf(question);
    return columns.map(column => guardMark(cells[column] ?? ''));
  });
  return stringify([columns, ...rows], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    // Rows end otherwise than the lines within a cell, which alone would not be quoted.
    quoted_match: /\n/,
    escape_formulas: true,
  });
}
