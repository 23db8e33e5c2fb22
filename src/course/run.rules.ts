import { z } from 'zod';
import type { Activity } from '../activities/activity.ts';
import { PackageRefSchema } from './course-package.rules.ts';
import { Name } from './step.rules.ts';

/** When a module opens and until when it is to be done; null: from the beginning, and whenever. */
const DatesSchema = z.object({ opensAt: z.date().nullable(), dueAt: z.date().nullable() });
export type ModuleDates = z.output<typeof DatesSchema>;

/** How contact days are held: on campuses, the same days online, or not at all. */
export const DAY_FORMS = ['campus', 'online', 'none'] as const;
export type DayForm = (typeof DAY_FORMS)[number];

/** By what the share of a course is counted that becomes its points. */
export const SHARES = ['hours', 'steps'] as const;

/** The settings of an activity of the kind `course`: one run of a package. */
export const RunSettingsSchema = z.object({
  package: PackageRefSchema,
  share: z.enum(SHARES).default('hours'),
  days: z.enum(DAY_FORMS).default('campus'),
  modules: z.record(Name, DatesSchema).default({}),
  /** The activity for which a teacher set these dates: in a copied run those of the earlier one are not in force. */
  datesFor: z.string().nullable().default(null),
});
export type RunSettings = z.output<typeof RunSettingsSchema>;

const NO_DATES: ModuleDates = { opensAt: null, dueAt: null };

/** @returns the run's settings. @throws ZodError where what lies in the database is none */
export function runOf({ settings }: Pick<Activity, 'settings'>): RunSettings {
  return RunSettingsSchema.parse(settings);
}

/**
 * @returns whether the run's dates are still to be set: a course copied by the LMS brings the earlier run's, which a
 * teacher takes over, moves or leaves
 */
export function isScheduleOpenIn(
  { id, copiedFromId, isScheduleOpen }: Pick<Activity, 'id' | 'copiedFromId' | 'isScheduleOpen'>,
  { datesFor }: Pick<RunSettings, 'datesFor'>,
): boolean {
  return isScheduleOpen || (copiedFromId !== null && datesFor !== id);
}

/**
 * @param isScheduleOpen a copied run whose dates are still to be set has none
 * @param exceptions due dates of one person, by module
 * @returns the dates of a module for that person
 */
export function datesOf(
  { modules }: Pick<RunSettings, 'modules'>,
  module: string,
  {
    isScheduleOpen,
    exceptions = {},
  }: { isScheduleOpen: boolean; exceptions?: Readonly<Record<string, Date>> },
): ModuleDates {
  const isSet = !isScheduleOpen && Object.hasOwn(modules, module);
  const dates = (isSet ? modules[module] : undefined) ?? NO_DATES;
  const own = Object.hasOwn(exceptions, module) ? exceptions[module] : undefined;
  return own ? { ...dates, dueAt: own } : dates;
}
