import type { Locale } from '../i18n/index.ts';
import type { ImportResult } from './importing.rules.ts';
import type { DraftQuestion } from './question.rules.ts';

/** Files that questions can be taken from and given as. */
export const FILE_FORMATS = ['moodle-xml', 'gift', 'csv'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Loaded when someone imports or exports, which is seldom: the tool starts without them. */
const load = {
  'moodle-xml': async () => {
    const { importMoodleXml } = await import('./import-moodle-xml.ts');
    const { exportMoodleXml } = await import('./export-moodle-xml.ts');
    return { importFile: importMoodleXml, exportFile: exportMoodleXml };
  },
  gift: async () => {
    const { importGift } = await import('./import-gift.ts');
    const { exportGift } = await import('./export-gift.ts');
    return { importFile: importGift, exportFile: exportGift };
  },
  csv: async () => {
    const { importCsv } = await import('./import-csv.ts');
    const { exportCsv } = await import('./export-csv.ts');
    return { importFile: importCsv, exportFile: exportCsv };
  },
};

/** How a file of that format is named and sent. */
export const FILE_TYPES: Record<FileFormat, { ending: string; mediaType: string }> = {
  'moodle-xml': { ending: 'xml', mediaType: 'application/xml; charset=utf-8' },
  gift: { ending: 'gift.txt', mediaType: 'text/plain; charset=utf-8' },
  csv: { ending: 'csv', mediaType: 'text/csv; charset=utf-8' },
};

/**
 * Reads questions from a file: all of them, or none and every fault by line. Never throws on what is in the file.
 * @param text the file, of untrusted origin; see `decodeFile`
 * @param locale the language of its texts; CSV says it by its columns
 */
export async function importQuestions(
  format: FileFormat,
  text: string,
  locale: Locale,
): Promise<ImportResult> {
  const { importFile } = await load[format]();
  return importFile(text, locale);
}

/**
 * @param locale the language to write in; CSV holds all of them. A text that is not there in it stands in another.
 * @returns the questions as a file that `importQuestions` reads back
 */
export async function exportQuestions(
  format: FileFormat,
  questions: readonly DraftQuestion[],
  locale: Locale,
): Promise<string> {
  const { exportFile } = await load[format]();
  return exportFile(questions, locale);
}

/** Byte order marks of what is not UTF-8. */
const MARKS: [number, number, string][] = [
  [0xff, 0xfe, 'utf-16le'],
  [0xfe, 0xff, 'utf-16be'],
];

/** Where Windows-1252 differs from Latin 1, from 0x80 to 0x9F. Node's own decoder takes them for the same. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/**
 * @param bytes a file as it was sent
 * @returns its text: UTF-16 by its byte order mark, else UTF-8, else Windows-1252, in which spreadsheets still save CSV
 */
export function decodeFile(bytes: Uint8Array): string {
  const marked = MARKS.find(([first, second]) => bytes[0] === first && bytes[1] === second)?.[2];
  if (marked) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\u0080-\u009F]/g, sign => WINDOWS_1252[sign.charCodeAt(0) - 0x80] ?? sign);
  }
}
