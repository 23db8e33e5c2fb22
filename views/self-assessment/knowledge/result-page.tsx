import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatNumber } from '../../../src/i18n/format.ts';
import type { AnswerReview, AskedQuestion } from '../../../src/questions/asking.rules.ts';
import type { GivenAnswer } from '../../../src/questions/marking.rules.ts';
import type { Attempt, KnowledgeSettings } from '../../../src/self-assessment/knowledge/knowledge.rules.ts';
import { Layout } from '../../layout.tsx';
import { Note } from '../../parts/note.tsx';
import { QuestionFields } from '../../questions/question-fields.tsx';
import { pathOf } from '../paths.ts';

interface Reviewed {
  question: AskedQuestion;
  answer: GivenAnswer | undefined;
  /** Absent while it is not shown what is right. */
  review: AnswerReview | undefined;
}

interface KnowledgeResultPageProps {
  frame: PageFrame;
  /** Oldest first; empty for someone who came too late. */
  attempts: Attempt[];
  /** The last time, question by question. */
  reviews: Reviewed[];
  left: number | null;
  settings: KnowledgeSettings;
  isGraded: boolean;
  isOpen: boolean;
  isShown: boolean;
}

function Attempts({ frame, attempts }: Pick<KnowledgeResultPageProps, 'frame' | 'attempts'>): VNode {
  const { t } = frame;
  return (
    <table>
      <caption>{t('self-assessment:knowledge.attempts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('self-assessment:knowledge.attempt')}</th>
          <th scope="col" class="number">
            {t('self-assessment:knowledge.points')}
          </th>
        </tr>
      </thead>
      <tbody>
        {attempts.map(({ number, earned, maximum }) => (
          <tr>
            <th scope="row">{String(number)}</th>
            <td class="number">
              {formatNumber(earned, t.locale, 2)} / {formatNumber(maximum, t.locale, 2)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Again({ frame, left, isOpen }: Pick<KnowledgeResultPageProps, 'frame' | 'left' | 'isOpen'>): VNode {
  const { t } = frame;
  if (!isOpen || left === 0) return <></>;
  return (
    <p class="actions">
      <a class="button primary" href={pathOf(frame, 'knowledge?again')}>
        {t('self-assessment:knowledge.again')}
      </a>
    </p>
  );
}

/** What was earned, and, when it may be seen, what is right and why. */
export function KnowledgeResultPage(props: KnowledgeResultPageProps): VNode {
  const { frame, attempts, reviews, left, isOpen, isShown } = props;
  const { t } = frame;
  const isNever = attempts.length === 0;
  return (
    <Layout frame={frame} title={t('self-assessment:knowledge.title')}>
      {isNever ? (
        <Note title={t('self-assessment:first.closed.title')}>
          <p>{t('self-assessment:first.closed')}</p>
        </Note>
      ) : (
        <Attempts frame={frame} attempts={attempts} />
      )}
      {!isNever && !isShown && <p>{t('self-assessment:knowledge.later')}</p>}
      {!isOpen && left !== 0 && !isNever && <p>{t('self-assessment:knowledge.closed')}</p>}
      {isOpen && left !== null && <p>{t('self-assessment:knowledge.left', { count: left })}</p>}
      {!isNever && <h2>{t('self-assessment:knowledge.last')}</h2>}
      {!isNever &&
        reviews.map(({ question, answer, review }) => (
          <QuestionFields t={t} question={question} answer={answer} review={review} isClosed />
        ))}
      <Again frame={frame} left={left} isOpen={isOpen} />
      <p>
        <a href={pathOf(frame, '')}>{t('self-assessment:area.start')}</a>
      </p>
    </Layout>
  );
}
