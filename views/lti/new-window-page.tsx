import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';

interface NewWindowPageProps {
  frame: PageFrame;
  /** The login once more, its parameters unused. */
  loginUrl: string;
}

/** For a browser that keeps no cookie of ours in a frame. A link, not a form: a form may not be led on elsewhere. */
export function NewWindowPage({ frame, loginUrl }: NewWindowPageProps): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('lti:new-window.title')}>
      <p>{t('lti:new-window.help')}</p>
      <p class="actions">
        <a class="button primary" href={loginUrl} target="_blank" rel="noopener">
          {t('lti:new-window.button')}
        </a>
      </p>
      <p class="small">{t('lti:new-window.after')}</p>
    </Layout>
  );
}
