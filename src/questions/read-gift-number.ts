import { takeFeedback, takeWeight, type GiftReading } from './gift-pieces.ts';
import { readFileNumber } from './number.rules.ts';
import { readNumbers, type MoodleNumber, type Parts } from './moodle-answers.rules.ts';
import { unescapeGift, type GiftAnswer } from './read-gift.ts';

/** Sums of decimal fractions end in noise: 0.1 to 0.3 has its middle at 0.2, not at 0.20000000000000001. */
const DIGITS = 12;
const tidy = (value: number): number => Number(value.toPrecision(DIGITS));

/** `1.5`, `1.5:0.1` (value and tolerance) or `1.4..1.6` (from and to). */
function readValue(text: string): { value: number; tolerance: number } {
  const [from = '', to] = text.split('..');
  if (to !== undefined) {
    const [least, most] = [readFileNumber(from), readFileNumber(to)];
    const value = tidy((least + most) / 2);
    return { value, tolerance: tidy(most - value) };
  }
  const [value = '', tolerance = '0'] = text.split(':');
  return { value: readFileNumber(value), tolerance: readFileNumber(tolerance) };
}

function readAnswer(answer: GiftAnswer, { plain }: GiftReading): MoodleNumber {
  const [piece, weight] = takeWeight(answer, answer.sign === '~' ? 0 : 100);
  const [words, feedback] = takeFeedback(piece);
  const text = answer.sign === '~' ? '*' : unescapeGift(words.text.trim());
  return { line: answer.line, text, weight, feedback: plain(feedback), ...readValue(text) };
}

/** Reads what stands after the `#` with which a number's answers begin. */
export function readGiftNumber(reading: GiftReading): Parts {
  const [first, ...others] = reading.question.answers;
  const bare = first && { ...first, text: first.text.replace(/^\s*#/, '') };
  const answers = bare && bare.text.trim() !== '' ? [bare, ...others] : others;
  return readNumbers(
    answers.map(answer => readAnswer(answer, reading)),
    reading.locale,
    reading.notes,
  );
}
