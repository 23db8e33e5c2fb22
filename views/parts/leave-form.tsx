import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';

/** The way back to the LMS; it ends the session, so it is a form and not a link. */
export function LeaveForm({ frame }: { frame: PageFrame }): VNode | null {
  const { t, base, canLeave } = frame;
  if (!canLeave || base === undefined) return null;
  return (
    <header class="launch-head">
      <form class="leave" method="post" action={`${base}/leave`}>
        <button type="submit" class="link">
          <span aria-hidden="true">←</span> {t('lti:leave')}
        </button>
      </form>
    </header>
  );
}
