import type { DayEvent } from '../days/occasion.rules.ts';
import { formatLocalTime } from '../../activities/due-date.rules.ts';
import { DAY_MS } from '../../kit/clock.ts';
import type { DraftText } from '../../questions/question.rules.ts';
import type { StepKey } from '../progress.rules.ts';
import { leavesOf, type Way, type WayModule, type WayStep } from '../way.rules.ts';

/** A module, and the module of the course in which it lies: of a chosen theme another one. */
interface Of {
  module: WayModule;
  within: WayModule;
}

/** A date that one person should know of in their course. */
export type CourseDate =
  | ({ what: 'due'; at: Date; isDone: boolean } & Of)
  | ({ what: 'opens'; at: Date } & Of)
  | { what: 'course-due'; at: Date; isDone: boolean }
  | { what: 'day'; at: Date; endsAt: Date; day: number; place: string | null; step: WayStep | null };

interface Schedule {
  /** Of the activity as a whole. */
  dueAt: Date | null;
  /** A copied run whose dates are still to be set. */
  isScheduleOpen: boolean;
}

function withThemes(way: Way): Of[] {
  return way.modules.flatMap(within => [
    { module: within, within },
    ...within.steps.flatMap(({ theme }) => (theme ? [{ module: theme, within }] : [])),
  ]);
}

function datesOfModule({ module, within }: Of): CourseDate[] {
  const { dueAt, opensAt, state } = module;
  return [
    ...(opensAt ? [{ what: 'opens', at: opensAt, module, within } as const] : []),
    ...(dueAt ? [{ what: 'due', at: dueAt, isDone: state === 'done', module, within } as const] : []),
  ];
}

function dateOfDay(way: Way, { day, startsAt, endsAt, place }: DayEvent): CourseDate {
  const steps = way.modules.flatMap(one => one.steps);
  const step = steps.find(one => one.step.kind === 'contact-day' && one.step.day === day) ?? null;
  return { what: 'day', at: startsAt, endsAt, day, place, step };
}

/** @returns every date of one person in their course, the earliest first */
export function listDates(
  way: Way,
  { dueAt, isScheduleOpen }: Schedule,
  days: readonly DayEvent[],
): CourseDate[] {
  const dates = [...withThemes(way).flatMap(datesOfModule), ...days.map(one => dateOfDay(way, one))];
  if (dueAt && !isScheduleOpen) dates.push({ what: 'course-due', at: dueAt, isDone: way.isDone });
  return dates.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** What the first page says of the dates. */
export interface NextDates {
  /** What should have been done by now and is not. */
  overdue: CourseDate[];
  /** What comes next: an opening, where one comes first, and the next date by which something is asked of the reader. */
  coming: CourseDate[];
}

/** @param dates as `listDates` gives them */
export function nextDates(dates: readonly CourseDate[], now: Date): NextDates {
  const open = dates.filter(date => !('isDone' in date && date.isDone));
  const isOver = (date: CourseDate): boolean => (date.what === 'day' ? date.endsAt : date.at) <= now;
  const ahead = open.filter(date => !isOver(date));
  const asks = ahead.find(({ what }) => what !== 'opens');
  const opening = ahead.find(({ what }) => what === 'opens');
  const isFirst = opening && (!asks || opening.at < asks.at);
  const isAt = (date: CourseDate, at: Date): boolean => date.at.getTime() === at.getTime();
  return {
    overdue: open.filter(date => 'isDone' in date && isOver(date)),
    coming: [
      ...(isFirst ? ahead.filter(one => one.what === 'opens' && isAt(one, opening.at)) : []),
      ...(asks ? ahead.filter(one => one.what !== 'opens' && isAt(one, asks.at)) : []),
    ],
  };
}

/** @returns how many days of the calendar lie between, by the clocks in Helsinki: 0 today, 1 tomorrow */
export function daysUntil(at: Date, now: Date): number {
  const dayOf = (time: Date): number => Date.parse(`${formatLocalTime(time).slice(0, 10)}T00:00:00Z`);
  return Math.round((dayOf(at) - dayOf(now)) / DAY_MS);
}

/** A date as one line of a page. */
export interface DateLine {
  what: CourseDate['what'];
  at: Date;
  /** Days of the calendar until then; negative ones are past. */
  days: number;
  /** Null: the course as a whole, or a day that the course has no step for. */
  title: DraftText | null;
  place: string | null;
  /** Where the line leads: to a step, or else to a module on the course's first page; null: nowhere. */
  step: StepKey | null;
  module: string | null;
}

function aboutOf(date: CourseDate): Pick<DateLine, 'title' | 'place' | 'step' | 'module'> {
  if (date.what === 'course-due') return { title: null, place: null, step: null, module: null };
  if (date.what === 'day') {
    const { step, place } = date;
    return { title: step?.step.title ?? null, place, step: step?.key ?? null, module: null };
  }
  const { module, within } = date;
  const open = leavesOf(module).find(({ state }) => state === 'open');
  return { title: module.module.title, place: null, step: open?.key ?? null, module: within.id };
}

/** @returns the date as a page's line: to what is to be done in a module leads its first open step */
export function lineOf(date: CourseDate, now: Date): DateLine {
  const { what, at } = date;
  return { what, at, days: daysUntil(at, now), ...aboutOf(date) };
}
