import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';

interface SignInPageProps {
  frame: PageFrame;
  /** Secret of the link. */
  link: string;
  /** For how long a link is good, in milliseconds. */
  linkLifeMs: number;
}

/** What a one-time link opens: pressing the button, and nothing before it, uses the link up. */
export function SignInPage({ frame, link, linkLifeMs }: SignInPageProps): VNode {
  const { t } = frame;
  return (
    <Layout
      frame={frame}
      title={t('admin:sign-in.title')}
      lead={t('admin:sign-in.lead', { life: linkLifeMs })}
    >
      <form class="actions" method="post" action="/admin/sign-in">
        <input type="hidden" name="link" value={link} />
        <button type="submit" class="primary">
          {t('admin:sign-in.button')}
        </button>
      </form>
      <p class="small">{t('admin:sign-in.not-mine')}</p>
    </Layout>
  );
}
