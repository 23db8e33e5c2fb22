import type { VNode } from 'preact';
import type { Clock } from '../../kit/clock.ts';
import { NextDatesPart } from '../../../views/course/calendar/next-dates.tsx';
import { listSteps } from '../course-package.rules.ts';
import type { LearnerRequest } from '../course-request.ts';
import { lineOf, listDates, nextDates } from './course-dates.rules.ts';
import type { EventsOf } from './feed.routes.ts';

export interface NextDateParts {
  clock: Clock;
  eventsOf: EventsOf;
}

/** @returns what is due next and what should have been done by now, as a part of the course's first page */
export async function readNextDates(
  { clock, eventsOf }: NextDateParts,
  { activity, course, settings, frame, taker, standing }: LearnerRequest,
): Promise<VNode | null> {
  const now = clock.now();
  const hasDays =
    settings.days !== 'none' && listSteps(course).some(({ step }) => step.kind === 'contact-day');
  const days = hasDays ? await eventsOf(activity.id, taker.participantId) : [];
  const { overdue, coming } = nextDates(listDates(standing.way, activity, days), now);
  const lines = {
    overdue: overdue.map(one => lineOf(one, now)),
    coming: coming.map(one => lineOf(one, now)),
  };
  return NextDatesPart({ frame, ...lines, hasCalendar: !taker.isTrial });
}
