import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { TextKey } from '../../../src/i18n/index.ts';
import type { AskedQuestion } from '../../../src/questions/asking.rules.ts';
import type { GivenAnswers } from '../../../src/questions/marking.rules.ts';
import type { KnowledgeSettings } from '../../../src/self-assessment/knowledge/knowledge.rules.ts';
import { Layout } from '../../layout.tsx';
import { FaultSummary } from '../../parts/field.tsx';
import { QuestionFields } from '../../questions/question-fields.tsx';
import { pathOf } from '../paths.ts';
import { HowItCounts } from './how-it-counts.tsx';

interface KnowledgePageProps {
  frame: PageFrame;
  questions: AskedQuestion[];
  answers: GivenAnswers;
  /** How often it was sent. */
  taken: number;
  /** How often it may be sent; null: as often as one likes. */
  left: number | null;
  settings: KnowledgeSettings;
  isGraded: boolean;
  /** Text keys by the question's id. */
  faults: Record<string, TextKey>;
}

/** All questions on one page, to be kept for later or sent. */
export function KnowledgePage(props: KnowledgePageProps): VNode {
  const { frame, questions, answers, taken, faults } = props;
  const { t } = frame;
  const told = Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key)]));
  return (
    <Layout
      frame={frame}
      title={t('self-assessment:knowledge.title')}
      lead={t('self-assessment:knowledge.lead', { count: questions.length })}
    >
      <FaultSummary t={t} faults={told} />
      <HowItCounts {...props} />
      <form id="form" method="post" action={pathOf(frame, 'knowledge')}>
        <input type="hidden" name="taken" value={String(taken)} />
        {questions.map(question => (
          <QuestionFields t={t} question={question} answer={answers[question.id]} fault={told[question.id]} />
        ))}
        <p class="actions">
          <button type="submit" name="act" value="send" class="primary">
            {t('self-assessment:knowledge.send')}
          </button>
          <button type="submit" name="act" value="save">
            {t('self-assessment:knowledge.save')}
          </button>
        </p>
      </form>
      <p>
        <a href={pathOf(frame, '')}>{t('self-assessment:area.start')}</a>
      </p>
    </Layout>
  );
}
