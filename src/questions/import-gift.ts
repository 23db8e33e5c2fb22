import type { Locale } from '../i18n/index.ts';
import { createReading, takeFeedback, takeWeight, type GiftReading } from './gift-pieces.ts';
import {
  checkFile,
  createNotes,
  finishImport,
  type ImportNotes,
  type ImportResult,
  type ReadQuestion,
} from './importing.rules.ts';
import {
  readChoices,
  readShort,
  readTrueFalse,
  type MoodleAnswer,
  type Parts,
} from './moodle-answers.rules.ts';
import { readFileNumber } from './number.rules.ts';
import { readGift, unescapeGift, type GiftPiece, type GiftQuestion } from './read-gift.ts';
import { readGiftNumber } from './read-gift-number.ts';
import { splitSource } from './source-line.ts';

function answerOf(piece: GiftPiece, weight: number, { plain }: GiftReading): MoodleAnswer {
  const [words, feedback] = takeFeedback(piece);
  return { line: piece.line, text: plain(words), weight, feedback: plain(feedback) };
}

function readOptions(reading: GiftReading): Parts {
  const { answers } = reading.question;
  const isSingle = answers.some(({ sign }) => sign === '=');
  const read = answers.map(answer => {
    // As in Moodle: a percentage after `=` is part of the answer's words.
    const [piece, weight] = answer.sign === '=' ? [answer, 100] : takeWeight(answer, 0);
    return answerOf(piece, weight, reading);
  });
  return readChoices(isSingle, read, reading.locale, reading.notes);
}

function readWords(reading: GiftReading): Parts {
  const read = reading.question.answers.map(answer => {
    const [piece, weight] = takeWeight(answer, 100);
    const [words, feedback] = takeFeedback(piece);
    // Words to compare with hold no HTML.
    const text = unescapeGift(words.text.trim());
    return { line: piece.line, text, weight, feedback: reading.plain(feedback) };
  });
  return readShort(read, reading.locale, reading.notes);
}

function readTruth({ question, locale, plain }: GiftReading): Parts {
  const [answer = question.text] = question.answers;
  const [word, rest] = takeFeedback(answer);
  const [wrong, right] = takeFeedback(rest).map(plain) as [string, string];
  const isTrue = word.text.trim().startsWith('T');
  return readTrueFalse(isTrue, isTrue ? [right, wrong] : [wrong, right], locale);
}

const READERS = {
  choice: readOptions,
  short: readWords,
  'true-false': readTruth,
  number: readGiftNumber,
} as const;

function readQuestion(question: GiftQuestion, locale: Locale, notes: ImportNotes): ReadQuestion[] {
  if (!Object.hasOwn(READERS, question.kind)) {
    notes.fault(question.line, 'questions:import.kind', { kind: question.kind });
    return [];
  }
  const reading = createReading(question, locale, notes);
  const { fields, lines } = READERS[question.kind as keyof typeof READERS](reading);
  const { text, general, meta } = question;
  const said = general ? splitSource(reading.plain(general), locale) : {};
  const ofGeneral: Record<string, number> = general
    ? { explanation: general.line, source: general.line }
    : {};
  return [
    {
      line: question.line,
      lines: { ...lines, text: text.line, ...ofGeneral },
      names: [meta['id'], question.title],
      fields: {
        ...fields,
        ...(meta['points'] === undefined ? {} : { points: readFileNumber(meta['points']) }),
        ...(meta['unit'] === undefined ? {} : { unit: { [locale]: meta['unit'] } }),
        text: { [locale]: reading.plain(text) },
        ...said,
      },
    },
  ];
}

/**
 * Reads questions from GIFT, as Moodle's own import does. What is taken and what is refused stands in
 * docs/questions.md.
 * @param text the file, of untrusted origin
 * @param locale the language that its texts are in
 */
export function importGift(text: string, locale: Locale): ImportResult {
  const notes = createNotes();
  checkFile(text, notes);
  if (notes.faults.length > 0) return finishImport([], notes);
  const read = readGift(text, notes).flatMap(question => readQuestion(question, locale, notes));
  return finishImport(read, notes);
}
