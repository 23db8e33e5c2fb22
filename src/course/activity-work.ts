import { sessionOf } from '../activities/request.ts';
import { ActivityStep } from '../../views/course/steps/activity-step.tsx';
import type { CourseParts } from './parts.ts';
import type { StepWork } from './step-work.ts';

/** Another activity inside the course: what is to be done, whether it is open, and the way into it. */
export function createActivityWork(door: CourseParts): StepWork<'activity'> {
  return async ({ activity, taker, frame }, at, { activity: kind, round }, { res }) => {
    const part = await door.standingOf(activity, kind, taker?.participantId ?? null);
    const phase = part?.phases[round];
    if (!part || !phase) return { body: null };
    const reader = taker ? 'learner' : sessionOf(res).role === 'teacher' ? 'teacher' : 'visitor';
    const body = ActivityStep({
      frame,
      round,
      phase,
      isStepDone: at.step.state === 'done',
      path: part.path,
      resultPath: part.resultPath(round),
      teacherPages: part.teacherPages,
      reader,
    });
    return { body };
  };
}
