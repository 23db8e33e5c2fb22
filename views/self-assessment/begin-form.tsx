import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { Background } from '../../src/self-assessment/answers.store.ts';
import { pathOf } from './paths.ts';

interface BeginFormProps {
  frame: PageFrame;
  background: Background;
}

const ROLES = ['worker', 'supervisor', 'student'] as const;

function RoleChoice({ frame, background }: BeginFormProps): VNode {
  const { t } = frame;
  const choice = (value: string, text: string): VNode => (
    <label class="choice">
      <input type="radio" name="role" value={value} checked={(background.role ?? '') === value} />
      <span>{text}</span>
    </label>
  );
  return (
    <fieldset>
      <legend>{t('self-assessment:begin.role')}</legend>
      {ROLES.map(role => choice(role, t(`self-assessment:role.${role}`)))}
      {choice('', t('self-assessment:begin.role.none'))}
    </fieldset>
  );
}

/** As whom the person answers, consent to research, and the button that begins. */
export function BeginForm({ frame, background }: BeginFormProps): VNode {
  const { t } = frame;
  return (
    <form id="begin" method="post" action={pathOf(frame, 'begin')}>
      <h2>{t('self-assessment:begin.title')}</h2>
      <RoleChoice frame={frame} background={background} />
      <label class="choice">
        <input
          type="checkbox"
          name="consent"
          value="yes"
          checked={background.hasConsent}
          aria-describedby="consent-help"
        />
        <span>{t('self-assessment:begin.consent')}</span>
      </label>
      <p class="aside" id="consent-help">
        {t('self-assessment:begin.consent.help')}
      </p>
      <p class="actions">
        <button type="submit" class="primary">
          {t('self-assessment:first.begin')}
        </button>
      </p>
    </form>
  );
}
