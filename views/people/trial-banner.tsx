import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';

/** Stands on every page of a trial run: what becomes of it, and the way to begin again. */
export function TrialBanner({ frame }: { frame: PageFrame }): VNode | null {
  const { t, base, isTrial } = frame;
  if (!isTrial || base === undefined) return null;
  return (
    <aside class="note warn trial" aria-labelledby="trial-title">
      <span class="sign" aria-hidden="true">
        !
      </span>
      <div>
        <p class="note-title" id="trial-title">
          {t('people:trial.title')}
        </p>
        <p>{t('people:trial.text')}</p>
        <form method="post" action={`${base}/activities/clear-trial`}>
          <button type="submit" class="link">
            {t('people:trial.clear')}
          </button>
        </form>
      </div>
    </aside>
  );
}
