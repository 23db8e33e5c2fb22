import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';

interface LeftPageProps {
  frame: PageFrame;
  /** An address of the LMS; absent where the launch named none. */
  wayBack: string | undefined;
}

/** After leaving: the session is over, and the whole window goes back to the LMS where there is a way. */
export function LeftPage({ frame, wayBack }: LeftPageProps): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('lti:left.title')} scripts={wayBack ? ['left.js'] : []}>
      <p>{t('lti:left.text')}</p>
      {wayBack ? (
        <p class="actions">
          <a class="button primary" href={wayBack} target="_top" id="back">
            {t('lti:leave')}
          </a>
        </p>
      ) : (
        <p>{t('lti:left.close')}</p>
      )}
    </Layout>
  );
}
