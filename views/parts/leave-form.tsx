import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { Translate } from '../../src/i18n/index.ts';

/** @returns "back to" the LMS by its name, where we know how the language bends it */
export function backTo(t: Translate, productFamily: string | undefined): string {
  const family = (productFamily ?? '').toLowerCase();
  return t.find(`lti:leave.to.${family}`) ?? t('lti:leave.to-other');
}

/** The way back to the LMS; it ends the session, so it is a form and not a link. */
export function LeaveForm({ frame }: { frame: PageFrame }): VNode | null {
  const { t, base, leave } = frame;
  if (!leave || base === undefined) return null;
  return (
    <header class="launch-head">
      <form class="leave" method="post" action={`${base}/leave`}>
        <button type="submit" class="link">
          <span aria-hidden="true">←</span> {backTo(t, leave.productFamily)}
        </button>
      </form>
    </header>
  );
}
