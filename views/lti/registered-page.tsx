import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';
import { Note } from '../parts/note.tsx';

interface RegisteredPageProps {
  frame: PageFrame;
  productFamily: string | null;
  host: string;
}

/** The last page of a registration, in a frame of the LMS's administration: what is still to be pressed there. */
export function RegisteredPage({ frame, productFamily, host }: RegisteredPageProps): VNode {
  const { t } = frame;
  const isMoodle = productFamily === 'moodle';
  return (
    <Layout frame={frame} title={t('lti:registered.title')} scripts={['registered.js']}>
      <Note tone="good" role="status">
        <p>{t('lti:registered.lead', { host })}</p>
      </Note>
      <h2>{t('lti:registered.next')}</h2>
      <ol>
        {isMoodle && <li>{t('lti:registered.moodle.activate')}</li>}
        {isMoodle && <li>{t('lti:registered.moodle.chooser')}</li>}
        {!isMoodle && <li>{t('lti:registered.other')}</li>}
        <li>{t('lti:registered.privacy')}</li>
      </ol>
      <p class="actions">
        <button type="button" class="primary" id="close-frame">
          {t('lti:registered.close')}
        </button>
      </p>
      <p class="small">{t('lti:registered.closing')}</p>
    </Layout>
  );
}
