import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { AnswerReview, AskedQuestion } from '../../src/questions/asking.rules.ts';
import { Note, State, type Tone } from '../parts/note.tsx';

/** Beside an option: this is what was right. */
export function RightMark({ t }: { t: Translate }): VNode {
  return (
    <>
      {' '}
      <State tone="good">{t('questions:review.right-option')}</State>
    </>
  );
}

interface ReviewProps {
  t: Translate;
  question: AskedQuestion;
  review: AnswerReview;
  isAnswered: boolean;
}

function verdictOf({ t, review, isAnswered }: ReviewProps): { tone: Tone; title: string } {
  if (!isAnswered) return { tone: 'info', title: t('questions:review.unanswered') };
  if (review.isRight) return { tone: 'good', title: t('questions:review.right') };
  if (review.share > 0) return { tone: 'warn', title: t('questions:review.partly') };
  return { tone: 'bad', title: t('questions:review.wrong') };
}

function Source({ t, source }: { t: Translate; source: NonNullable<AnswerReview['source']> }): VNode {
  return (
    <p class="small">
      {t('questions:source.label')}:{' '}
      {source.url ? (
        <a href={source.url} target="_blank" rel="noopener noreferrer">
          {source.title}
        </a>
      ) : (
        source.title
      )}
    </p>
  );
}

/**
 * What an answer was worth and why: a word and a sign beside the colour, the explanation, the source. What is
 * said to an option stands beneath that option.
 */
export function QuestionReview(props: ReviewProps): VNode {
  const { t, question, review } = props;
  const hasWords = question.kind === 'short' || question.kind === 'number';
  const [right] = review.right;
  return (
    <Note {...verdictOf(props)}>
      {hasWords && !review.isRight && right && <p>{t('questions:review.right-answer', { answer: right })}</p>}
      {review.feedback
        .filter(({ to }) => to === null)
        .map(({ text }) => (
          <p class="told">{text}</p>
        ))}
      {review.explanation && <p class="told">{review.explanation}</p>}
      {review.source && <Source t={t} source={review.source} />}
    </Note>
  );
}
