/** Characters that no page, file or database should get: controls, halves of pairs, code points that mean nothing. */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** Line ends of other systems, and those that only Unicode knows. */
const LINE_END = /\r\n?|[\u0085\u2028\u2029]/g;
/** Without one of these, most texts need no look at each character. */
const UNTIDY = /[\r\t\u0085\u2028\u2029]/;

/** @returns the text as it is kept: Unicode NFC, `\n` between lines, a space for a tab, nothing at either end. */
export function tidyText(text: string): string {
  const lines = UNTIDY.test(text) ? text.replace(LINE_END, '\n').replaceAll('\t', ' ') : text;
  return lines.normalize('NFC').trim();
}

/** @returns the same on one line. */
export function tidyLine(text: string): string {
  const tidy = tidyText(text);
  return tidy.includes('\n') ? tidy.replace(/ *\n\s*/g, ' ') : tidy;
}

/** @returns whether every character can be shown; a line end can. */
export function isShowable(text: string): boolean {
  return !UNSHOWABLE.test(text.includes('\n') ? text.replaceAll('\n', '') : text);
}
