/** Signs that people and spreadsheets write for a minus, and the spaces that group digits. */
const MINUS = /^[−–]/;
const SPACES = /[\s\u00A0\u2009\u202F]/g;
const NUMBER = /^[+-]?\d{1,15}(?:[.,]\d{1,15})?$/;

/** The text without the unit at its end, if it ends with one of them. */
function withoutUnit(text: string, units: readonly string[]): string {
  const found = units.find(unit => unit !== '' && text.toLowerCase().endsWith(unit.toLowerCase()));
  return found === undefined ? text : text.slice(0, -found.length);
}

/**
 * Reads a number as people write it: `1,5`, `1.5`, `−2`, `12 000`, `25 %`, with a unit after it or none.
 * @param units what may stand after the number, capital or small
 * @returns the number, or null for what is none, or could be two (`1.234,5`)
 */
export function readNumber(text: string, units: readonly string[] = []): number | null {
  const tidy = text.normalize('NFC').trim();
  const bare = withoutUnit(tidy, units).replace(SPACES, '').replace(MINUS, '-');
  return NUMBER.test(bare) ? Number(bare.replace(',', '.')) : null;
}

/** What PHP takes for a number, with a comma too. */
const FILE_NUMBER = /^[+-]?(?:\d{1,40}(?:[.,]\d{0,40})?|[.,]\d{1,40})(?:e[+-]?\d{1,3})?$/i;

/** @returns the number that a file of questions holds, as a program or a person wrote it: `1.5`, `1,5`, `1e-7`; or NaN */
export function readFileNumber(text: string): number {
  const tidy = text.trim();
  return FILE_NUMBER.test(tidy) ? Number(tidy.replace(',', '.')) : NaN;
}
