import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { KnowledgeSettings } from '../../../src/self-assessment/knowledge/knowledge.rules.ts';
import { Note } from '../../parts/note.tsx';

interface HowItCountsProps {
  frame: PageFrame;
  settings: KnowledgeSettings;
  left: number | null;
  isGraded: boolean;
}

/** Whether the points are a grade, how often it may be sent, which time counts, and who sees what. */
export function HowItCounts({ frame, settings, left, isGraded }: HowItCountsProps): VNode {
  const { t } = frame;
  if (!isGraded) {
    return (
      <Note title={t('self-assessment:knowledge.practice.title')}>
        <p>{t('self-assessment:knowledge.practice')}</p>
      </Note>
    );
  }
  return (
    <Note title={t('self-assessment:knowledge.graded.title')}>
      <p>
        {left === null
          ? t('self-assessment:knowledge.left.any')
          : t('self-assessment:knowledge.left', { count: left })}{' '}
        {t(`self-assessment:knowledge.counts.${settings.counts}`)}
      </p>
      <p>{t('self-assessment:knowledge.graded')}</p>
    </Note>
  );
}
