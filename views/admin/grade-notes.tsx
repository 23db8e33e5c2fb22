import type { VNode } from 'preact';
import type { RowTotals } from '../../src/admin/grade-rows.rules.ts';
import type { Translate } from '../../src/i18n/index.ts';
import { Note } from '../parts/note.tsx';

interface GradeNotesProps {
  t: Translate;
  totals: RowTotals;
}

/** What needs someone, and who that is; else that nothing does. */
export function GradeNotes({ t, totals: { waiting, refused, failingPlatforms } }: GradeNotesProps): VNode {
  const isCalm = failingPlatforms === 0 && refused === 0;
  return (
    <>
      {failingPlatforms > 0 && (
        <Note tone="warn" title={t('admin:failing.title', { count: failingPlatforms })}>
          <p>{t('admin:failing.text')}</p>
        </Note>
      )}
      {refused > 0 && (
        <Note title={t('admin:refused.title', { count: refused })}>
          <p>{t('admin:refused.text')}</p>
        </Note>
      )}
      {isCalm && (
        <Note tone="good" title={t('admin:calm.title')}>
          <p>{waiting > 0 ? t('admin:calm.waiting', { count: waiting }) : t('admin:calm.nothing')}</p>
        </Note>
      )}
    </>
  );
}
