import type { VNode } from 'preact';
import type { GradeState } from '../../src/grades/grades.ts';
import { formatTime, type Translate } from '../../src/i18n/index.ts';

/** Where the reader's own grade is, in one sentence: what a learner can do about it is nothing. */
export function GradeLine({ t, grade }: { t: Translate; grade: GradeState }): VNode {
  const { state, sentAt } = grade;
  if (state === 'sent' && sentAt) {
    return <>{t('grades:learner.sent', { time: formatTime(sentAt, t.locale) })}</>;
  }
  return <>{t(state === 'refused' ? 'grades:learner.refused' : 'grades:learner.waiting')}</>;
}
