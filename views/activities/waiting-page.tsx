import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';

/** For whoever comes before the teacher has chosen: a good launch, and nothing for them to do. */
export function WaitingPage({ frame }: { frame: PageFrame }): VNode {
  const { t, base = '' } = frame;
  return (
    <Layout frame={frame} title={t('activities:waiting.title')}>
      <p>{t('activities:waiting.text')}</p>
      <div class="actions">
        <a class="button" href={`${base}/activities/waiting`}>
          {t('activities:waiting.again')}
        </a>
      </div>
    </Layout>
  );
}
