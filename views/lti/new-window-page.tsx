import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';
import { NewWindowOffer } from './new-window-offer.tsx';

interface NewWindowPageProps {
  frame: PageFrame;
  loginUrl: string;
}

/** Where no cookie of ours is kept in the LMS's frame, nor anything by the LMS. */
export function NewWindowPage({ frame, loginUrl }: NewWindowPageProps): VNode {
  return (
    <Layout frame={frame} title={frame.t('lti:new-window.title')}>
      <NewWindowOffer frame={frame} loginUrl={loginUrl} />
    </Layout>
  );
}
