import type { VNode } from 'preact';
import type { WayState } from '../../src/course/way.rules.ts';
import type { Translate } from '../../src/i18n/index.ts';
import { State } from '../parts/note.tsx';

/** Says that a module or a step is done; what is locked says what opens it, and what is open says nothing. */
export function StepState({ t, state }: { t: Translate; state: WayState }): VNode | null {
  if (state !== 'done') return null;
  return (
    <>
      <State tone="good">{t('course:state.done')}</State> ·{' '}
    </>
  );
}
