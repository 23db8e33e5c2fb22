import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';
import { NewWindowOffer, OFFER_SCRIPT } from './new-window-offer.tsx';

interface NewWindowPageProps {
  frame: PageFrame;
  loginUrl: string;
  answerOrigins: readonly string[];
}

/** Where no cookie of ours is kept in the LMS's frame, nor anything by the LMS. */
export function NewWindowPage(props: NewWindowPageProps): VNode {
  const { frame } = props;
  return (
    <Layout frame={frame} title={frame.t('lti:new-window.title')} scripts={[OFFER_SCRIPT]}>
      <NewWindowOffer {...props} />
    </Layout>
  );
}
