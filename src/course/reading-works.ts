import type { VNode } from 'preact';
import {
  FileStep,
  LinkStep,
  ReadingStep,
  TaskStep,
  TextStep,
  VideoStep,
} from '../../views/course/steps/reading-steps.tsx';
import type { StepWorks, Work } from './step-work.ts';

/** Kinds of step of which the learner says that they are done. */
export const MARKABLE = ['text', 'reading', 'video', 'link', 'file', 'task'] as const;

type Markable = (typeof MARKABLE)[number];

const byHand = (body: VNode): Work => ({ body, isMarkable: true });

/** What is read, watched or done elsewhere. */
export const readingWorks: Pick<StepWorks, Markable> = {
  text: ({ frame }, _at, step) => byHand(TextStep({ frame, step })),
  reading: ({ frame }, _at, step) => byHand(ReadingStep({ frame, step })),
  link: ({ frame }, _at, step) => byHand(LinkStep({ frame, step })),
  task: ({ frame }, _at, step) => byHand(TaskStep({ frame, step })),
  file: ({ frame }, at, step) => byHand(FileStep({ frame, step, stepKey: at.step.key })),
  video: ({ frame }, at, step) => byHand(VideoStep({ frame, step, stepKey: at.step.key })),
};

/** @returns whether the learner says of this kind of step that it is done */
export function isMarkable(kind: string): boolean {
  return MARKABLE.some(one => one === kind);
}
