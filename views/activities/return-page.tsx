import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';

interface ReturnPageProps {
  frame: PageFrame;
  returnUrl: string;
  jwt: string;
}

/** Takes the signed answer back to the LMS: by script at once, by the button without one. */
export function ReturnPage({ frame, returnUrl, jwt }: ReturnPageProps): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('activities:return.title')} scripts={['post-form.js']}>
      <p>{t('activities:return.text')}</p>
      <form method="post" action={returnUrl} data-post-at-once>
        <input type="hidden" name="JWT" value={jwt} />
        <div class="actions">
          <button type="submit" class="primary">
            {t('activities:return.button')}
          </button>
        </div>
      </form>
    </Layout>
  );
}
