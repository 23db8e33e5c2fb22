import type { VNode } from 'preact';
import type { StepOf } from '../../../src/course/course-package.rules.ts';
import type { FeedbackAnswers } from '../../../src/course/feedback/feedback.rules.ts';
import type { FeedbackQuestion } from '../../../src/course/step.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { TextKey } from '../../../src/i18n/index.ts';
import { describe, FaultSummary } from '../../parts/field.tsx';
import { Note } from '../../parts/note.tsx';
import { LocalText } from '../local-text.tsx';
import { stepPath } from '../paths.ts';

const LEVELS = [1, 2, 3, 4, 5] as const;

interface FeedbackStepProps {
  frame: PageFrame;
  step: StepOf<'feedback'>;
  stepKey: string;
  answers: FeedbackAnswers;
  /** Text keys by the question's id. */
  faults: Record<string, TextKey>;
  /** Most characters of an answer in words. */
  longest: number;
  /** From so many answers on the teacher sees them. */
  least: number;
  isLearner: boolean;
  isTrial: boolean;
  /** Sent or passed over already. */
  isAnswered: boolean;
}

interface QuestionProps {
  frame: PageFrame;
  question: FeedbackQuestion;
  answer: string | number | undefined;
  /** In the reader's language. */
  fault: string | undefined;
}

function ScaleQuestion({ frame, question, answer, fault }: QuestionProps): VNode {
  const { t } = frame;
  const { id, text } = question;
  return (
    <fieldset class={fault ? 'statement faulty' : 'statement'} id={id} {...describe(id, undefined, fault)}>
      <legend>
        <LocalText t={t} text={text} />
      </legend>
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <div class="scale five">
        {LEVELS.map(level => (
          <label class="choice">
            <input type="radio" name={id} value={String(level)} checked={answer === level} />
            <span>{t(`course:feedback.level.${level}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function TextQuestion({ frame, question, answer, fault }: QuestionProps): VNode {
  const { id, text } = question;
  return (
    <div class={fault ? 'field faulty' : 'field'}>
      <label for={id}>
        <LocalText t={frame.t} text={text} />
      </label>
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <textarea id={id} name={id} rows={4} {...describe(id, undefined, fault)}>
        {answer}
      </textarea>
    </div>
  );
}

/** Who sees what: read before answering. */
function WhoSees({ frame, least, isTrial }: Pick<FeedbackStepProps, 'frame' | 'least' | 'isTrial'>): VNode {
  const { t } = frame;
  return (
    <Note title={t('course:feedback.who.title')}>
      <ul class="brief">
        <li>{t('course:feedback.who.nobody')}</li>
        <li>{t('course:feedback.who.teacher', { count: least })}</li>
        <li>{t('course:feedback.who.words')}</li>
        <li>{t('course:feedback.who.once')}</li>
      </ul>
      {isTrial && <p>{t('course:feedback.trial')}</p>}
    </Note>
  );
}

/** The closing form: scales and words, each of which may be left open. */
export function FeedbackStep(props: FeedbackStepProps): VNode {
  const { frame, step, stepKey, answers, longest, isLearner, isAnswered } = props;
  const { t } = frame;
  if (isAnswered) return <p>{t('course:feedback.answered')}</p>;
  const faults = Object.fromEntries(
    Object.entries(props.faults).map(([id, key]) => [id, t(key, { most: longest })]),
  );
  const path = `${stepPath(frame, stepKey)}/feedback`;
  return (
    <>
      <FaultSummary t={t} faults={faults} />
      <WhoSees {...props} />
      <form method="post" action={path}>
        {step.questions.map(question => {
          const { id, kind } = question;
          const one = { frame, question, answer: answers[id], fault: faults[id] };
          return kind === 'scale' ? <ScaleQuestion {...one} /> : <TextQuestion {...one} />;
        })}
        {isLearner && (
          <p class="actions">
            <button type="submit" class="primary">
              {t('course:feedback.send')}
            </button>
          </p>
        )}
      </form>
      {isLearner && (
        <form method="post" action={`${path}/pass`}>
          <p class="small">{t('course:feedback.pass.help')}</p>
          <p>
            <button type="submit">{t('course:feedback.pass')}</button>
          </p>
        </form>
      )}
    </>
  );
}
