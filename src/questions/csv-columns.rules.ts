import { LOCALES, type Locale } from '../i18n/index.ts';
import { LIMITS, type QuestionKind } from './question.rules.ts';

/** The letters that options may have. */
export const LETTERS = Array.from({ length: LIMITS.options }, (_none, index) =>
  String.fromCharCode('a'.charCodeAt(0) + index),
);

/** Columns that hold one value, before those in three languages. */
export const SINGLE_COLUMNS = ['id', 'kind', 'points', 'right', 'tolerance', 'source_url'] as const;

/** Columns that stand three times, with `_fi`, `_sv` and `_en`; after these come the options' own. */
export const LOCAL_COLUMNS = [
  'text',
  'right',
  'unit',
  'feedback_right',
  'feedback_wrong',
  'feedback_true',
  'feedback_false',
  'explanation',
  'source',
] as const;

const EVERY_KIND = ['id', 'kind', 'points', 'source_url', 'text', 'explanation', 'source'];
const OF_CHOICES = [...EVERY_KIND, 'right', ...LETTERS.flatMap(letter => [letter, `${letter}_feedback`])];

/** What each kind has; `right_fi` and its like belong to short answers alone. */
export const COLUMNS_OF: Record<QuestionKind, ReadonlySet<string>> = {
  single: new Set(OF_CHOICES),
  several: new Set(OF_CHOICES),
  'true-false': new Set([...EVERY_KIND, 'right', 'feedback_true', 'feedback_false']),
  short: new Set([...EVERY_KIND, 'right', 'feedback_right', 'feedback_wrong']),
  number: new Set([...EVERY_KIND, 'right', 'tolerance', 'unit', 'feedback_right', 'feedback_wrong']),
};

/** @returns the column's name in that language: `text_fi` */
export function columnIn(name: string, locale: Locale): string {
  return `${name}_${locale}`;
}

/** @returns the name without its language, and the language, or null for a column of no language */
export function splitColumn(column: string): { name: string; locale: Locale | null } {
  const locale = LOCALES.find(one => column.endsWith(`_${one}`)) ?? null;
  return { name: locale ? column.slice(0, -(locale.length + 1)) : column, locale };
}

const KNOWN_LOCAL = new Set<string>([
  ...LOCAL_COLUMNS,
  ...LETTERS.flatMap(letter => [letter, `${letter}_feedback`]),
]);

/** @returns whether a header may have this name */
export function isColumn(column: string): boolean {
  const { name, locale } = splitColumn(column);
  return locale ? KNOWN_LOCAL.has(name) : (SINGLE_COLUMNS as readonly string[]).includes(column);
}

/** What spreadsheets take for the beginning of a formula, ASCII and full width; a mark before it defuses it. */
const DEFUSED = /^'(?='*[=+\-@\t\r＝＋－＠])/;

/** @returns a cell as it was before `escape_formulas` of csv-stringify, or `guardMark`, put a mark before it */
export function undoDefusing(cell: string): string {
  return cell.replace(DEFUSED, '');
}

/** @returns a cell that itself begins with a mark and a formula's sign with one more, so that undoing leaves it whole */
export function guardMark(cell: string): string {
  return DEFUSED.test(cell) ? `'${cell}` : cell;
}
