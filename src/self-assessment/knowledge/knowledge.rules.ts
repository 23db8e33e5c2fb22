import { z } from 'zod';
import { markAnswer, type GivenAnswers } from '../../questions/marking.rules.ts';
import type { DraftQuestion } from '../../questions/question.rules.ts';

/** How often the knowledge check may be taken, and which time counts, where it is graded. */
export const KnowledgeSettings = z.object({
  /** 0: as often as one likes. */
  attempts: z.int().min(0).max(20).default(3),
  counts: z.enum(['best', 'last']).default('best'),
});
export type KnowledgeSettings = z.output<typeof KnowledgeSettings>;

/** @returns how an activity's knowledge check is set up, as its settings say or by default */
export function knowledgeSettingsOf({ settings }: { settings: unknown }): KnowledgeSettings {
  const { knowledge = {} } = (settings ?? {}) as { knowledge?: unknown };
  return KnowledgeSettings.parse(knowledge);
}

/** One time that someone took the check. */
export interface Attempt {
  number: number;
  /** The version whose questions were asked. */
  instrument: { id: string; version: number };
  answers: GivenAnswers;
  /** 0..1 */
  share: number;
  /** Points, as the questions have them. */
  earned: number;
  maximum: number;
}

/** Thirds of a point add up to noise in the last digits. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(12));
}

/** @returns what answers earn; a question that was not answered earns nothing */
export function markAttempt(
  questions: readonly DraftQuestion[],
  answers: GivenAnswers,
): Pick<Attempt, 'share' | 'earned' | 'maximum'> {
  const maximum = questions.reduce((sum, { points }) => sum + points, 0);
  const earned = withoutNoise(
    questions.reduce((sum, one) => sum + markAnswer(one, answers[one.id]).share * one.points, 0),
  );
  return { share: maximum === 0 ? 0 : earned / maximum, earned, maximum };
}

/** @returns how many times are left; null: as many as one likes */
export function attemptsLeft(
  { attempts }: Pick<KnowledgeSettings, 'attempts'>,
  taken: number,
): number | null {
  return attempts === 0 ? null : Math.max(0, attempts - taken);
}

interface FeedbackFacts {
  /** The points go to the gradebook. */
  isGraded: boolean;
  /** Answers are taken now. */
  isOpen: boolean;
}

/**
 * @returns whether it is shown what is right: at once where nothing depends on it, else when nothing more can be won
 *   by it, for this person or for those who come later
 */
export function maySeeFeedback({ isGraded, isOpen }: FeedbackFacts): boolean {
  return !isGraded || !isOpen;
}

/** @returns the questions without an answer, in their order */
export function unansweredOf(questions: readonly DraftQuestion[], answers: GivenAnswers): DraftQuestion[] {
  return questions.filter(({ id }) => (answers[id]?.length ?? 0) === 0);
}
