import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { RegistrationStep } from '../../src/lti/quirks.ts';
import type { Registered } from '../../src/lti/registration.ts';
import { Layout } from '../layout.tsx';
import { Note } from '../parts/note.tsx';

interface RegisteredPageProps {
  frame: PageFrame;
  host: string;
  outcome: Registered['outcome'];
  /** An operator has closed the connection; a registration does not open it. */
  isDisabled: boolean;
  /** What is still to be pressed in the LMS. */
  steps: readonly RegistrationStep[];
}

/** The last page of a registration, in a frame of the LMS's administration: what is still to be pressed there. */
export function RegisteredPage({ frame, host, outcome, isDisabled, steps }: RegisteredPageProps): VNode {
  const { t } = frame;
  const said = outcome === 'updated' ? 'updated' : 'registered';
  return (
    <Layout frame={frame} title={t(`lti:${said}.title`)} scripts={['registered.js']}>
      <Note tone="good" role="status">
        <p>{t(`lti:${said}.lead`, { host })}</p>
      </Note>
      {isDisabled && (
        <Note tone="warn">
          <p>{t('lti:updated.disabled')}</p>
        </Note>
      )}
      {outcome === 'second' && (
        <Note tone="warn">
          <p>{t('lti:second.note', { host })}</p>
        </Note>
      )}
      <h2>{t('lti:registered.next')}</h2>
      <ol>
        {steps.map(step => (
          <li>{t(`lti:${step}`)}</li>
        ))}
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
