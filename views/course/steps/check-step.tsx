import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatNumber, type TextKey } from '../../../src/i18n/index.ts';
import type { AnswerReview, AskedQuestion } from '../../../src/questions/asking.rules.ts';
import type { GivenAnswer } from '../../../src/questions/marking.rules.ts';
import { FaultSummary } from '../../parts/field.tsx';
import { Note } from '../../parts/note.tsx';
import { QuestionFields } from '../../questions/question-fields.tsx';
import { stepPath } from '../paths.ts';

interface CheckStepProps {
  frame: PageFrame;
  stepKey: string;
  asked: { question: AskedQuestion; answer: GivenAnswer | undefined; review?: AnswerReview }[];
  /** Text keys by the question's id. */
  faults: Record<string, TextKey>;
  /** What the last answers earned; null while they are asked. */
  result: { points: number; most: number } | null;
  isLearner: boolean;
}

/** The questions of a check, or what came of them. */
export function CheckStep({ frame, stepKey, asked, faults, result, isLearner }: CheckStepProps): VNode {
  const { t } = frame;
  const told = Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key)]));
  const questions = asked.map(({ question, answer, review }) => (
    <QuestionFields t={t} question={question} answer={answer} review={review} fault={told[question.id]} />
  ));
  if (result) {
    const points = formatNumber(result.points, t.locale, 2);
    const most = formatNumber(result.most, t.locale, 2);
    return (
      <>
        <Note title={t('course:check.result', { points, most })} />
        {questions}
        <p>
          <a href={`${stepPath(frame, stepKey)}?again`}>{t('course:check.again')}</a>
        </p>
      </>
    );
  }
  return (
    <>
      <FaultSummary t={t} faults={told} />
      <p>{t(isLearner ? 'course:check.lead' : 'course:check.preview')}</p>
      <form method="post" action={`${stepPath(frame, stepKey)}/check`}>
        {questions}
        {isLearner && (
          <p class="actions">
            <button type="submit" class="primary">
              {t('course:check.send')}
            </button>
          </p>
        )}
      </form>
    </>
  );
}
