import type { VNode } from 'preact';
import type { WayState } from '../../src/course/way.rules.ts';
import type { Translate } from '../../src/i18n/index.ts';
import { State } from '../parts/note.tsx';
import { TONES } from './way-words.ts';

/** How far a module or a step is: a word beside the sign. */
export function StepState({ t, state }: { t: Translate; state: WayState }): VNode | null {
  if (state === 'open') return null;
  return <State tone={TONES[state]}>{t(`course:state.${state}`)}</State>;
}
