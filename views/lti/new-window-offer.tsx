import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';

interface NewWindowOfferProps {
  frame: PageFrame;
  /** The login once more, its parameters unused. */
  loginUrl: string;
}

/** For a browser that keeps no cookie of ours in a frame. A link, not a form: a form may not be led on elsewhere. */
export function NewWindowOffer({ frame, loginUrl }: NewWindowOfferProps): VNode {
  const { t } = frame;
  return (
    <>
      <p>{t('lti:new-window.help')}</p>
      <p class="actions">
        <a class="button primary" href={loginUrl} target="_blank" rel="noopener">
          {t('lti:new-window.button')}
        </a>
      </p>
      <p class="small">{t('lti:new-window.after')}</p>
    </>
  );
}
