import type { Locale } from '../i18n/index.ts';
import { readHtml } from './html-text.ts';
import type { ImportNotes } from './importing.rules.ts';
import { unescapeGift, type GiftPiece, type GiftQuestion } from './read-gift.ts';

/** What turning one question's pieces into texts needs. */
export interface GiftReading {
  question: GiftQuestion;
  locale: Locale;
  notes: ImportNotes;
  /** @returns the plain text of a piece, by its own `[format]` or the question's */
  plain: (piece: GiftPiece) => string;
}

const FORMAT = /^\s*\[(html|markdown|moodle|plain)\]/;
const WEIGHT = /^\s*%(-?\d{1,3}(?:\.\d{0,10})?)%/;

export function createReading(question: GiftQuestion, locale: Locale, notes: ImportNotes): GiftReading {
  const own = FORMAT.exec(question.text.text)?.[1] ?? 'moodle';
  const plain = ({ text, line }: GiftPiece): string => {
    const format = FORMAT.exec(text)?.[1] ?? own;
    const words = unescapeGift(text.replace(FORMAT, '').trim());
    if (format === 'plain' || format === 'markdown') return words;
    return readHtml(words, { keepsLines: format === 'moodle', line, notes });
  };
  return { question, locale, notes, plain };
}

/** @returns a piece without the weight before it, and the weight */
export function takeWeight(piece: GiftPiece, otherwise: number): [GiftPiece, number] {
  const found = WEIGHT.exec(piece.text);
  if (!found) return [piece, otherwise];
  return [{ ...piece, text: piece.text.slice(found[0].length) }, Number(found[1])];
}

/** @returns what stands before the first `#` of a piece, and what after */
export function takeFeedback({ text, line }: GiftPiece): [GiftPiece, GiftPiece] {
  const cut = text.indexOf('#');
  if (cut < 0)
    return [
      { text, line },
      { text: '', line },
    ];
  const before = text.slice(0, cut);
  const further = before.trimStart().split('\n').length - 1;
  return [
    { text: before, line },
    { text: text.slice(cut + 1), line: line + further },
  ];
}
