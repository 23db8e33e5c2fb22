import type { VNode } from 'preact';
import { NextDatesPart } from '../../../views/course/calendar/next-dates.tsx';
import { listSteps } from '../course-package.rules.ts';
import type { LearnerRequest } from '../course-request.ts';
import type { DayEvent } from '../days/occasion.rules.ts';
import { lineOf, listDates, nextDates } from './course-dates.rules.ts';

/** @returns whether the run has contact days for which one can sign up */
export function hasDays({ settings, course }: Pick<LearnerRequest, 'settings' | 'course'>): boolean {
  return settings.days !== 'none' && listSteps(course).some(({ step }) => step.kind === 'contact-day');
}

/**
 * @param days the occasions of contact days that the learner signed up for
 * @returns what is due next and what should have been done by now, as a part of the course's first page
 */
export function nextDatesPart(
  { activity, frame, taker, standing }: LearnerRequest,
  days: readonly DayEvent[],
  now: Date,
): VNode | null {
  const { overdue, coming } = nextDates(listDates(standing.way, activity, days), now);
  const lines = {
    overdue: overdue.map(one => lineOf(one, now)),
    coming: coming.map(one => lineOf(one, now)),
  };
  return NextDatesPart({ frame, ...lines, hasCalendar: !taker.isTrial });
}
