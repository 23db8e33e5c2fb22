import { z } from 'zod';
import { LOCALES, type TextKey } from '../i18n/index.ts';
import { readDueDate } from './due-date.rules.ts';
import { pointsFor, type GradeForm } from './grade-form.rules.ts';

const TITLE_AT_MOST = 120;
const POINTS_AT_MOST = 1000;

/** Faults by field id; the text keys are those of `activities:fault.*`. */
export type Faults = Record<string, TextKey>;

export type FormResult<T> = { ok: true; value: T } | { ok: false; faults: Faults };

const Title = z
  .string()
  .transform(text => text.replace(/\s+/g, ' ').trim())
  .pipe(
    z.string().min(1, 'activities:fault.title-missing').max(TITLE_AT_MOST, 'activities:fault.title-long'),
  );

/** Empty: each reader's own. */
const FixedLocale = z
  .enum(['', ...LOCALES], 'activities:fault.locale')
  .default('')
  .transform(locale => (locale === '' ? null : locale));

/** Empty: no column in the gradebook. A line item's maximum must be above zero (AGS 2.0, 3.2.3). */
const Points = z
  .string()
  .trim()
  .default('')
  .transform(text => (text === '' ? null : Number(text.replace(',', '.'))))
  .pipe(
    z
      .number('activities:fault.points')
      .gt(0, 'activities:fault.points')
      .max(POINTS_AT_MOST, 'activities:fault.points')
      .nullable(),
  );

function dueDate(now: Date, current: Date | null): z.ZodType<Date | null, string | undefined> {
  return z
    .string()
    .trim()
    .default('')
    .transform((text, context) => {
      const due = readDueDate(text, now, current);
      if (due.ok) return due.dueAt;
      context.addIssue({ code: 'custom', message: `activities:fault.${due.why}` });
      return z.NEVER;
    });
}

/**
 * A teacher's choices for an activity that exists.
 * @param current the due date in force, which may stay although it has passed
 */
export function SettingsForm(now: Date, current: Date | null) {
  return z.object({ title: Title, locale: FixedLocale, dueAt: dueDate(now, current) });
}

/**
 * A teacher's choices for a new activity.
 * @param forms in which its kind can be graded; the first one where the form asks for none
 */
export function NewActivityForm(now: Date, forms: readonly [GradeForm, ...GradeForm[]]) {
  const gradeForm = z.enum(forms, 'activities:fault.form').default(forms[0]);
  return SettingsForm(now, null)
    .extend({ gradeForm, points: Points })
    .transform(choices => ({ ...choices, points: pointsFor(choices.gradeForm, choices.points) }));
}

/** @param prefix stands before each field's name: several parts of one form have fields of the same names */
export function readForm<S extends z.ZodType>(
  schema: S,
  fields: unknown,
  prefix = '',
): FormResult<z.output<S>> {
  const result = schema.safeParse(fields);
  if (result.success) return { ok: true, value: result.data };
  const faults: Faults = {};
  for (const { path, message } of result.error.issues) {
    const key = message.startsWith('activities:') ? (message as TextKey) : 'http:field.invalid';
    faults[prefix + path.join('.')] ??= key;
  }
  return { ok: false, faults };
}

/** A form's fields as Express leaves them: single values, and lists where a name came more than once. */
export const RawForm = z.record(z.string(), z.union([z.string(), z.array(z.string())])).catch({});
export type RawForm = z.output<typeof RawForm>;

/** @returns all values of a field that may come more than once */
export function valuesOf(form: RawForm, name: string): string[] {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  return value === undefined ? [] : [value].flat();
}

/** @returns the fields whose names begin with the prefix, without it */
export function fieldsOf(form: RawForm, prefix: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), [value].flat()[0] ?? '']),
  );
}
