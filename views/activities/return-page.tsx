import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';

interface ReturnPageProps {
  frame: PageFrame;
  returnUrl: string;
  jwt: string;
}

/**
 * Takes the signed answer back to the LMS: by script at once, by the button without one. A window of the tool's own gives
 * it to the page in the LMS's frame that opened it.
 */
export function ReturnPage({ frame, returnUrl, jwt }: ReturnPageProps): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('activities:return.title')} scripts={['post-form.js']}>
      <div id="on-the-way">
        <p>{t('activities:return.text')}</p>
        <form method="post" action={returnUrl} data-post-at-once>
          <input type="hidden" name="JWT" value={jwt} />
          <div class="actions">
            <button type="submit" class="primary">
              {t('activities:return.button')}
            </button>
          </div>
        </form>
      </div>
      <p id="handed-over" role="status" hidden>
        {t('activities:return.handed')}
      </p>
    </Layout>
  );
}
