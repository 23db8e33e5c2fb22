import type { VNode } from 'preact';
import type { LmsFrame } from '../../src/demo-lms/frame.ts';
import { LmsLayout } from './lms-layout.tsx';

/** The tool's registration page in a frame; the tool says when it is done, and the script goes back to the list. */
export function RegisterPage({ frame, src }: { frame: LmsFrame; src: string }): VNode {
  const { t } = frame;
  return (
    <LmsLayout
      frame={frame}
      title={t('demo-lms:register')}
      lead={t('demo-lms:register.wait')}
      trail={[{ href: '/tools', text: t('demo-lms:tools') }]}
      scripts={['demo-lms-close.js']}
    >
      <iframe
        id="registration-frame"
        class="lms-tool"
        src={src}
        title={t('demo-lms:register')}
        data-done="/tools"
      />
      <p>
        <a href="/tools">{t('demo-lms:register.done')}</a>
      </p>
    </LmsLayout>
  );
}
