import { formatLocalTime, parseLocalTime } from '../../activities/due-date.rules.ts';
import { DAY_MS } from '../../kit/clock.ts';
import type { CoursePackage } from '../course-package.rules.ts';
import type { ModuleDates, RunSettings } from '../run.rules.ts';

/** All dates of a run: the activity's own due date, and when its modules open and are due. */
export interface RunDates {
  dueAt: Date | null;
  modules: Readonly<Record<string, ModuleDates>>;
}

const DAYS_OF_WEEK = 7;

/** The clocks' time in Helsinki as if it were UTC: the calendar can be counted in it. */
function asCalendar(at: Date): Date {
  return new Date(`${formatLocalTime(at)}:00Z`);
}

/** @returns the moment at which the clocks in Helsinki show this; null past the years that a field takes */
function atClocks(calendar: Date): Date | null {
  if (Number.isNaN(calendar.getTime())) return null;
  return parseLocalTime(calendar.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length));
}

/** @returns the same weekday and time of the clocks in Helsinki so many weeks later, whatever the clocks do between */
export function plusWeeks(at: Date, weeks: number): Date {
  return atClocks(new Date(asCalendar(at).getTime() + weeks * DAYS_OF_WEEK * DAY_MS)) ?? at;
}

/** @returns all the dates so many weeks later, on the same weekdays at the same times of the clocks */
export function moveDates({ dueAt, modules }: RunDates, weeks: number): RunDates {
  const move = (at: Date | null): Date | null => at && plusWeeks(at, weeks);
  const moved = Object.entries(modules).map(([id, dates]): [string, ModuleDates] => [
    id,
    { opensAt: move(dates.opensAt), dueAt: move(dates.dueAt) },
  ]);
  return { dueAt: move(dueAt), modules: Object.fromEntries(moved) };
}

/** @returns the Monday of the week of this day of the calendar, in days since 1970 */
function mondayOf(calendar: Date): number {
  const day = Math.floor(calendar.getTime() / DAY_MS);
  // 1 January 1970 was a Thursday.
  return day - ((day + 3) % DAYS_OF_WEEK);
}

/**
 * @param start a day of the calendar: `2027-09-06`
 * @returns by how many weeks the dates move so that the first of them comes into the week of that day; null: there are
 *   no dates, or it is no day
 */
export function weeksTo({ dueAt, modules }: RunDates, start: string): number | null {
  const all = [dueAt, ...Object.values(modules).flatMap(one => [one.opensAt, one.dueAt])];
  const times = all.flatMap(at => at?.getTime() ?? []);
  const day = parseLocalTime(`${start}T12:00`);
  if (times.length === 0 || !day) return null;
  const first = new Date(Math.min(...times));
  return (mondayOf(asCalendar(day)) - mondayOf(asCalendar(first))) / DAYS_OF_WEEK;
}

/**
 * @param first the first day of the row: `2027-03-01`
 * @returns the themes open one after the other, on the same day of each month; of a month that is too short on its
 *   last. Null: it is no day
 */
export function openMonthly(dates: RunDates, themes: readonly string[], first: string): RunDates | null {
  if (!parseLocalTime(`${first}T00:00`)) return null;
  const [year = 0, month = 0, day = 0] = first.split('-').map(Number);
  const opened = themes.map((id, index): [string, ModuleDates] => {
    const lastDay = new Date(Date.UTC(year, month + index, 0)).getUTCDate();
    const opensAt = atClocks(new Date(Date.UTC(year, month - 1 + index, Math.min(day, lastDay))));
    return [id, { dueAt: dates.modules[id]?.dueAt ?? null, opensAt }];
  });
  return { ...dates, modules: { ...dates.modules, ...Object.fromEntries(opened) } };
}

/** @returns names of what may have dates in a run: the course's modules, and the themes one may choose */
export function datedIn({ modules, themes }: CoursePackage): string[] {
  return [...modules.map(({ id }) => id), ...themes.map(theme => theme.package)];
}

/** @returns the run's dates as they lie in its settings, in force or not */
export function datesIn({ modules }: Pick<RunSettings, 'modules'>, dueAt: Date | null): RunDates {
  return { dueAt, modules };
}
