import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';

/** For someone who opens a registration link by hand: it belongs into the LMS. */
export function RegistrationLinkPage({ frame }: { frame: PageFrame }): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('lti:registration-link.title')}>
      <p>{t('lti:registration-link.help')}</p>
    </Layout>
  );
}
