import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';

/** What a page with the offer loads. */
export const OFFER_SCRIPT = 'take-answer.js';

interface NewWindowOfferProps {
  frame: PageFrame;
  /** The login once more, its parameters unused. */
  loginUrl: string;
  /** Origins of the LMS: only there is an answer posted that the window brings back. */
  answerOrigins: readonly string[];
}

/**
 * For a browser that keeps no cookie of ours in a frame. A link, not a form: a form may not be led on elsewhere. The
 * window keeps its opener, since what a teacher picks there must reach the LMS from this frame: Moodle's form waits
 * around the frame, and an answer that comes to it in a window of its own is lost.
 */
export function NewWindowOffer({ frame, loginUrl, answerOrigins }: NewWindowOfferProps): VNode {
  const { t } = frame;
  return (
    <>
      <p>{t('lti:new-window.help')}</p>
      <p class="actions">
        <a class="button primary" href={loginUrl} target="_blank" rel="opener">
          {t('lti:new-window.button')}
        </a>
      </p>
      <p class="small">{t('lti:new-window.after')}</p>
      <form method="post" hidden data-answer-origins={answerOrigins.join(' ')}>
        <input type="hidden" name="JWT" />
      </form>
    </>
  );
}
