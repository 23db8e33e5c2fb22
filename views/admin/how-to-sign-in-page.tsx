import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';

/** As it is typed; README says the same. */
const COMMAND = 'npm run --silent operator-link';

interface HowToSignInPageProps {
  frame: PageFrame;
  /** For how long a link is good, in milliseconds. */
  linkLifeMs: number;
  /** The operator has just signed out; else nobody was signed in, or no longer. */
  hasLeft: boolean;
}

/** For whoever is not signed in: what this is, and how those get in who may. */
export function HowToSignInPage({ frame, linkLifeMs, hasLeft }: HowToSignInPageProps): VNode {
  const { t } = frame;
  return (
    <Layout
      frame={frame}
      title={t(hasLeft ? 'admin:signed-out.title' : 'admin:how.title')}
      lead={t(hasLeft ? 'admin:signed-out.lead' : 'admin:how.lead')}
      isRefusal
    >
      <p>{t('admin:how.run')}</p>
      <pre class="command">
        <code>{COMMAND}</code>
      </pre>
      <p>{t('admin:how.then', { life: linkLifeMs })}</p>
      {!hasLeft && <p class="small">{t('admin:how.lms')}</p>}
    </Layout>
  );
}
