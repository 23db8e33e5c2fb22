import type { ComponentChildren, VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { AnswerReview, AskedQuestion } from '../../src/questions/asking.rules.ts';
import type { GivenAnswer } from '../../src/questions/marking.rules.ts';
import { describe } from '../parts/field.tsx';
import { QuestionReview, RightMark } from './question-review.tsx';

export interface QuestionProps {
  t: Translate;
  question: AskedQuestion;
  /** What was answered already. */
  answer?: GivenAnswer | undefined;
  /** The fault's text, in the reader's language. */
  fault?: string | undefined;
  /** Shows the answer with what is right and why, and takes no other. */
  review?: AnswerReview | undefined;
  /** Shows the answer, and takes no other. */
  isClosed?: boolean | undefined;
}

interface ChoiceProps {
  type: 'radio' | 'checkbox';
  value: string;
  text: string;
  isGiven: boolean;
  of: QuestionProps;
}

function Choice({ type, value, text, isGiven, of }: ChoiceProps): VNode {
  const { t, question, review, isClosed } = of;
  const told = review?.feedback.find(({ to }) => to === value)?.text;
  const toldId = `${question.id}-${value}-told`;
  return (
    <>
      <label class="choice">
        <input
          type={type}
          name={question.id}
          value={value}
          checked={isGiven}
          disabled={!!review || isClosed}
          aria-describedby={told && toldId}
        />
        <span>
          {text}
          {review?.right.includes(value) && <RightMark t={t} />}
        </span>
      </label>
      {told && (
        <p class="choice-panel told" id={toldId}>
          {told}
        </p>
      )}
    </>
  );
}

function Options(props: QuestionProps): VNode {
  const { t, question, answer } = props;
  const isSeveral = question.kind === 'several';
  const given = typeof answer === 'string' ? [answer] : (answer ?? []);
  return (
    <>
      {isSeveral && (
        <p class="help" id={`${question.id}-help`}>
          {t('questions:ask.several')}
        </p>
      )}
      {question.options.map(({ id, text }) => (
        <Choice
          type={isSeveral ? 'checkbox' : 'radio'}
          value={id}
          text={text}
          isGiven={given.includes(id)}
          of={props}
        />
      ))}
    </>
  );
}

function TrueOrFalse(props: QuestionProps): VNode {
  const { t, answer } = props;
  return (
    <>
      {(['true', 'false'] as const).map(value => (
        <Choice
          type="radio"
          value={value}
          text={t(`questions:ask.${value}`)}
          isGiven={answer === value}
          of={props}
        />
      ))}
    </>
  );
}

/** The longest answer that is taken: `LIMITS.answer`. */
const LONGEST = 500;

function Words({ t, question, answer, fault, review, isClosed }: QuestionProps): VNode {
  const { id, kind, unit } = question;
  const label = unit
    ? t('questions:ask.number-in', { unit })
    : t(`questions:ask.${kind as 'short' | 'number'}`);
  return (
    <>
      <label for={`${id}-answer`}>{label}</label>
      <input
        type="text"
        class={kind === 'number' ? 'short' : undefined}
        id={`${id}-answer`}
        name={id}
        value={typeof answer === 'string' ? answer : ''}
        maxLength={LONGEST}
        inputMode={kind === 'number' ? 'decimal' : undefined}
        autoComplete="off"
        readOnly={!!review || isClosed}
        {...describe(id, undefined, fault)}
      />
    </>
  );
}

function fieldsOf(props: QuestionProps): ComponentChildren {
  const { kind } = props.question;
  if (kind === 'true-false') return <TrueOrFalse {...props} />;
  return kind === 'single' || kind === 'several' ? <Options {...props} /> : <Words {...props} />;
}

/**
 * Asks one question: a group named by the question, with radio buttons, tick boxes or a line to write on, all by the
 * question's id. Options keep their order. Give the page's fault summary the id: it leads to the group.
 */
export function QuestionFields(props: QuestionProps): VNode {
  const { t, question, answer, fault, review } = props;
  const { id, kind, text, locale } = question;
  return (
    <fieldset
      class={fault ? 'statement question faulty' : 'statement question'}
      id={id}
      {...describe(id, kind === 'several' ? 'help' : undefined, fault)}
    >
      <legend>
        <span class="matter" lang={locale === t.locale ? undefined : locale}>
          {text}
        </span>
      </legend>
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {fieldsOf(props)}
      {review && (
        <QuestionReview t={t} question={question} review={review} isAnswered={answer !== undefined} />
      )}
    </fieldset>
  );
}
