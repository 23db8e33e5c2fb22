import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { PlatformStorage } from '../../src/lti/platform-storage.ts';
import { Layout } from '../layout.tsx';
import { NewWindowOffer, OFFER_SCRIPT } from './new-window-offer.tsx';
import { STORAGE_SCRIPT, storageAttributes } from './storage.ts';

interface StoreLoginPageProps {
  frame: PageFrame;
  /** The login once more, for a window of its own. */
  loginUrl: string;
  answerOrigins: readonly string[];
  storage: PlatformStorage;
  secret: string;
  /** Where the login goes on once the LMS keeps the secret. */
  next: string;
}

/** A moment's page: it leaves the browser's secret with the LMS and goes on; where that fails, it offers a new window. */
export function StoreLoginPage(props: StoreLoginPageProps): VNode {
  const { frame, loginUrl, answerOrigins, storage, secret, next } = props;
  const { t } = frame;
  const offer = { frame, loginUrl, answerOrigins };
  return (
    <Layout frame={frame} title={t('lti:storage.title')} scripts={[STORAGE_SCRIPT, OFFER_SCRIPT]}>
      <p {...storageAttributes(storage)} data-value={secret} data-next={next} role="status">
        {t('lti:storage.wait')}
      </p>
      <noscript>
        <NewWindowOffer {...offer} />
      </noscript>
      <div id="storage-failed" hidden>
        <NewWindowOffer {...offer} />
      </div>
    </Layout>
  );
}
