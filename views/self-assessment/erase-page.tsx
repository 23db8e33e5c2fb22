import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';
import { pathOf } from './paths.ts';

interface ErasePageProps {
  frame: PageFrame;
  /** Whether a completion may be in the gradebook. */
  isDone: boolean;
}

/** What deleting one's answers takes away, what it leaves, and the press that does it. */
export function ErasePage({ frame, isDone }: ErasePageProps): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('self-assessment:erase.title')} lead={t('self-assessment:erase.lead')}>
      <h2>{t('self-assessment:erase.goes.title')}</h2>
      <ul>
        <li>{t('self-assessment:erase.goes.answers')}</li>
        <li>{t('self-assessment:erase.goes.result')}</li>
        <li>{t('self-assessment:erase.goes.research')}</li>
      </ul>
      <h2>{t('self-assessment:erase.stays.title')}</h2>
      <ul>
        {isDone && <li>{t('self-assessment:erase.stays.grade')}</li>}
        <li>{t('self-assessment:erase.stays.sums')}</li>
        <li>{t('self-assessment:erase.stays.exports')}</li>
      </ul>
      <p>{t('self-assessment:erase.after')}</p>
      <form class="actions" method="post" action={pathOf(frame, 'erase')}>
        <a href={pathOf(frame, '')}>{t('self-assessment:erase.keep')}</a>
        <button type="submit" class="primary">
          {t('self-assessment:erase.press')}
        </button>
      </form>
    </Layout>
  );
}
