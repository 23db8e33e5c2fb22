import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { Counts } from '../../src/self-assessment/answers.rules.ts';
import { pathOf } from './paths.ts';

interface SaveStateProps {
  frame: PageFrame;
  /** Name under which the browser keeps what it could not send. */
  queueKey: string;
  /** Shown from the beginning on pages with questions; elsewhere only while something waits to be sent. */
  counts?: Counts;
}

/** The script's file in views/assets; every page with a SaveState needs it. */
export const SAVE_SCRIPT = 'self-assessment.js';

/** Saved, saving, or kept on this device: said in words, with all words that the script may need. */
export function SaveState({ frame, queueKey, counts }: SaveStateProps): VNode {
  const { t } = frame;
  return (
    <div
      class="save-state"
      hidden={!counts}
      data-self-assessment=""
      data-queue={queueKey}
      data-answer-path={pathOf(frame, 'answer')}
      data-result-path={pathOf(frame, 'result')}
      data-progress={t('self-assessment:progress', { answered: '{answered}', total: '{total}' })}
      data-idle={t('self-assessment:state.idle')}
      data-saving={t('self-assessment:state.saving')}
      data-saved={t('self-assessment:state.saved', { time: '{time}' })}
      data-kept={t('self-assessment:state.kept')}
      data-not-kept={t('self-assessment:state.not-kept')}
      data-expired={t('self-assessment:state.expired')}
      data-expired-not-kept={t('self-assessment:state.expired-not-kept')}
      data-closed={t('self-assessment:state.closed')}
      data-refused={t('self-assessment:state.refused')}
      data-submitted={t('self-assessment:state.submitted')}
      data-see-result={t('self-assessment:first.result')}
    >
      {counts && <p class="save-progress">{t('self-assessment:progress', { ...counts })}</p>}
      <p class="save-words state info" role="status" aria-live="polite">
        <span class="sign" aria-hidden="true" hidden></span>
        <span>{counts && t('self-assessment:state.by-hand')}</span>
      </p>
    </div>
  );
}
