import { digest } from '../../kit/ids.ts';
import type { FeedbackQuestion } from '../step.rules.ts';

/** How much someone agrees: 1 disagree, 5 agree. */
export const LEVELS = [1, 2, 3, 4, 5] as const;
export type Level = (typeof LEVELS)[number];

/** Most characters of one answer in words. */
export const LONGEST_WORDS = 2000;

/** Results are shown from so many answers on, and change when so many more have come. */
export const STEP = 5;

/** One person's answers by the question's id; what was left open is not there. */
export type FeedbackAnswers = Readonly<Record<string, Level | string>>;

/** Answers as they are kept: nobody's, at no time. */
export interface FeedbackRecord {
  /** Random. */
  id: string;
  answers: FeedbackAnswers;
}

/** What a teacher sees of one question. */
export type QuestionResult =
  | { kind: 'scale'; question: FeedbackQuestion; counts: number[]; answered: number }
  | { kind: 'text'; question: FeedbackQuestion; texts: string[] };

/**
 * @param shown ids of the answers that are shown already
 * @returns ids of those to be shown from now on: all that wait when they are enough, else none. Sorted: random ids
 */
export function planRelease(
  records: readonly Pick<FeedbackRecord, 'id'>[],
  shown: ReadonlySet<string>,
): string[] {
  const waiting = records.flatMap(({ id }) => (shown.has(id) ? [] : [id]));
  return waiting.length >= STEP ? waiting.sort() : [];
}

/** Each question has an order of its own, so that no two texts can be laid beside each other as one person's. */
function shuffle(records: readonly FeedbackRecord[], question: string): FeedbackRecord[] {
  const placed = records.map(record => ({ record, place: digest(record.id, question) }));
  return placed.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ record }) => record);
}

function ownAnswer({ answers }: FeedbackRecord, id: string): Level | string | undefined {
  return Object.hasOwn(answers, id) ? answers[id] : undefined;
}

/** @returns the results of these answers, question by question */
export function resultsOf(
  questions: readonly FeedbackQuestion[],
  records: readonly FeedbackRecord[],
): QuestionResult[] {
  return questions.map(question => {
    const given = shuffle(records, question.id).map(record => ownAnswer(record, question.id));
    if (question.kind === 'text')
      return { kind: 'text', question, texts: given.filter(one => typeof one === 'string') };
    const counts = LEVELS.map(level => given.filter(one => one === level).length);
    return { kind: 'scale', question, counts, answered: counts.reduce((sum, count) => sum + count, 0) };
  });
}
