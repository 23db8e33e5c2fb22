import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { PlatformStorage } from '../../src/lti/platform-storage.ts';
import { Layout } from '../layout.tsx';
import { STORAGE_SCRIPT, storageAttributes } from './storage.ts';

interface ProveLaunchPageProps {
  frame: PageFrame;
  /** The launch as the platform posted it. */
  form: { id_token: string; state: string };
  storage: PlatformStorage;
}

/** A moment's page: it asks the LMS for this browser's secret and posts the launch again with it. */
export function ProveLaunchPage({ frame, form, storage }: ProveLaunchPageProps): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('lti:storage.title')} scripts={[STORAGE_SCRIPT]}>
      <p {...storageAttributes(storage)} role="status">
        {t('lti:storage.wait')}
      </p>
      <form method="post" action="/lti/launch" id="storage-form">
        <input type="hidden" name="id_token" value={form.id_token} />
        <input type="hidden" name="state" value={form.state} />
        <input type="hidden" name="proof" />
      </form>
      <noscript>
        <p>{t('lti:error.browser-unproven.help')}</p>
      </noscript>
      <div id="storage-failed" hidden>
        <p>{t('lti:error.browser-unproven.help')}</p>
      </div>
    </Layout>
  );
}
