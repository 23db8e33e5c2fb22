import type { Locale } from '../i18n/index.ts';
import type { ImportNotes } from './importing.rules.ts';
import { textIn } from './languages.rules.ts';
import { LIMITS, type ChoiceQuestion, type DraftQuestion, type DraftText } from './question.rules.ts';

type ShortQuestion = Extract<DraftQuestion, { kind: 'short' }>;
type NumberQuestion = Extract<DraftQuestion, { kind: 'number' }>;

/** An answer as Moodle's files have it, in Moodle XML and in GIFT alike. */
export interface MoodleAnswer {
  line: number;
  text: string;
  /** Per cent of the points, from -100 to 100. */
  weight: number;
  feedback: string;
}

/** The same of a number. */
export interface MoodleNumber extends MoodleAnswer {
  /** NaN for text that is no number. */
  value: number;
  tolerance: number;
}

/** What a question of ours is made of; `lines` by path, as in ReadQuestion. */
export interface Parts {
  fields: Record<string, unknown>;
  lines: Record<string, number>;
}

/** In Moodle's short answers and numbers: anything. */
const ANYTHING = '*';
const FULL = 100;
/** Moodle writes a third as 33.33333. */
const SLACK = 0.01;
const isFull = (weight: number): boolean => Math.abs(weight - FULL) < SLACK;

const localText = (text: string, locale: Locale): DraftText | undefined =>
  text.trim() === '' ? undefined : { [locale]: text };

/** Options get letters in their order; beyond z there are too many, which the schema tells of the list. */
const letter = (index: number): string =>
  String.fromCharCode('a'.charCodeAt(0) + Math.min(index, LIMITS.options - 1));

function noteWeights(isSingle: boolean, answers: MoodleAnswer[], notes: ImportNotes): void {
  if (isSingle) {
    const partly = answers.find(({ weight }) => weight > 0 && !isFull(weight));
    if (partly) notes.fault(partly.line, 'questions:import.part-marks');
    return;
  }
  const share = FULL / answers.filter(({ weight }) => weight > 0).length;
  const odd = answers.find(({ weight }) => Math.abs(Math.abs(weight) - share) > SLACK);
  if (odd) notes.warn(odd.line, 'questions:warning.weights');
}

/** @returns a question of one or several options: the one with all points is right, or each with a positive weight */
export function readChoices(
  isSingle: boolean,
  answers: MoodleAnswer[],
  locale: Locale,
  notes: ImportNotes,
): Parts {
  noteWeights(isSingle, answers, notes);
  return {
    fields: {
      kind: isSingle ? 'single' : 'several',
      options: answers.map(({ text, weight, feedback }, index) => ({
        id: letter(index),
        text: { [locale]: text },
        isRight: isSingle ? isFull(weight) : weight > 0,
        feedback: localText(feedback, locale),
      })),
    },
    lines: Object.fromEntries(answers.map(({ line }, index) => [`options.${String(index)}`, line])),
  };
}

/** @param isTrue what is right; null where the file does not say */
export function readTrueFalse(
  isTrue: boolean | null,
  [feedbackTrue, feedbackFalse]: [string, string],
  locale: Locale,
): Parts {
  const said = {
    feedbackTrue: localText(feedbackTrue, locale),
    feedbackFalse: localText(feedbackFalse, locale),
  };
  return { fields: { kind: 'true-false', isTrue, ...said }, lines: {} };
}

interface Sorted<T> {
  right: T[];
  feedbackRight: DraftText | undefined;
  feedbackWrong: DraftText | undefined;
}

/** Right answers apart from what is said to wrong ones; what cannot be kept is told. */
function sortAnswers<T extends MoodleAnswer>(answers: T[], locale: Locale, notes: ImportNotes): Sorted<T> {
  const right: T[] = [];
  let wrong = '';
  for (const answer of answers) {
    if (isFull(answer.weight)) right.push(answer);
    else if (answer.weight > 0) notes.fault(answer.line, 'questions:import.part-marks');
    else if (answer.text === ANYTHING) wrong = answer.feedback;
    else notes.warn(answer.line, 'questions:warning.wrong-answer');
  }
  const different = right.find(({ feedback }) => feedback !== right[0]?.feedback);
  if (different) notes.warn(different.line, 'questions:warning.feedback');
  return {
    right,
    feedbackRight: localText(right[0]?.feedback ?? '', locale),
    feedbackWrong: localText(wrong, locale),
  };
}

/** A star that no backslash stands before is Moodle's wildcard. */
const WILDCARD = /(?<!\\)\*/;

/** @returns a short answer; each that earns all points is accepted */
export function readShort(answers: MoodleAnswer[], locale: Locale, notes: ImportNotes): Parts {
  const { right, ...said } = sortAnswers(answers, locale, notes);
  for (const { text, line } of right) if (WILDCARD.test(text)) notes.fault(line, 'questions:import.wildcard');
  const accepted = { [locale]: right.map(({ text }) => text.replaceAll('\\*', '*')) };
  const lines = right.map(({ line }, index): [string, number] => [
    `accepted.${locale}.${String(index)}`,
    line,
  ]);
  return { fields: { kind: 'short', accepted, ...said }, lines: Object.fromEntries(lines) };
}

/** @returns a number; one value earns all points */
export function readNumbers(answers: MoodleNumber[], locale: Locale, notes: ImportNotes): Parts {
  const { right, ...said } = sortAnswers(answers, locale, notes);
  const [first, second] = right;
  if (second) notes.fault(second.line, 'questions:import.one-number');
  return {
    fields: { kind: 'number', value: first?.value, tolerance: first?.tolerance, ...said },
    lines: first ? { value: first.line, tolerance: first.line } : {},
  };
}

type Unplaced = Omit<MoodleAnswer, 'line'>;

/** @returns the options as Moodle weighs them, so that several choices earn there what they earn here */
export function writeChoices({ kind, options }: ChoiceQuestion, locale: Locale): Unplaced[] {
  const share = FULL / options.filter(option => option.isRight).length;
  const weigh = (isRight: boolean): number => (isRight ? share : kind === 'single' ? 0 : -share);
  return options.map(({ text, isRight, feedback }) => ({
    text: textIn(text, locale),
    // Moodle knows a third as 33.33333 and takes no other.
    weight: Number(weigh(isRight).toFixed(5)),
    feedback: textIn(feedback, locale),
  }));
}

function writeWrong({ feedbackWrong }: ShortQuestion | NumberQuestion, locale: Locale): Unplaced[] {
  return feedbackWrong ? [{ text: ANYTHING, weight: 0, feedback: textIn(feedbackWrong, locale) }] : [];
}

/** @returns every accepted answer of that language and of all languages, and what is said to others */
export function writeShort(question: ShortQuestion, locale: Locale): Unplaced[] {
  const { all = [], fi, sv, en } = question.accepted;
  const own = question.accepted[locale] ?? [];
  const texts = [...own, ...all];
  const accepted = texts.length > 0 ? texts : [fi, sv, en].flatMap(list => list ?? []);
  const feedback = textIn(question.feedbackRight, locale);
  return [
    ...accepted.map(text => ({ text: text.replaceAll('*', '\\*'), weight: FULL, feedback })),
    ...writeWrong(question, locale),
  ];
}

/** @returns the value, and what is said to others */
export function writeNumber(question: NumberQuestion, locale: Locale): Unplaced[] {
  const feedback = textIn(question.feedbackRight, locale);
  return [{ text: String(question.value), weight: FULL, feedback }, ...writeWrong(question, locale)];
}
