import type { Clock } from '../kit/clock.ts';
import {
  fieldsOf,
  NewActivityForm,
  readForm,
  valuesOf,
  type Faults,
  type FormResult,
  type RawForm,
} from './activities.forms.ts';
import { pointsFor, type GradeForm } from './grade-form.rules.ts';
import type { ActivityKind, Variant } from './kind.ts';
import {
  formerChoice,
  formerPrefix,
  newChoice,
  prefixOf,
  readChoiceOf,
  titleIn,
  type Picked,
} from './pick.rules.ts';

export interface PickContext {
  kinds: ReadonlyMap<string, ActivityKind>;
  /** The activities that may be chosen: those of this classroom, and none else. */
  existingIds: ReadonlySet<string>;
  isMultiple: boolean;
  /** Whether the form asks for points; else a new activity gets its variant's own. */
  hasPoints: boolean;
  clock: Clock;
}

/** @returns the forms in which a variant can be graded, its usual one first */
export function formsOf(
  { gradeForms }: Pick<ActivityKind, 'gradeForms'>,
  { gradeForm }: Pick<Variant, 'gradeForm'>,
): readonly [GradeForm, ...GradeForm[]] {
  if (!gradeForm || !gradeForms.includes(gradeForm)) return gradeForms;
  return [gradeForm, ...gradeForms.filter(form => form !== gradeForm)];
}

/** @returns the points of a new line item, where its form leaves them open */
export function usualPoints(
  { defaultPoints }: Pick<ActivityKind, 'defaultPoints'>,
  { points }: Pick<Variant, 'points'>,
): number {
  return points ?? defaultPoints;
}

function readNew(
  form: RawForm,
  { kind, variant }: { kind: ActivityKind; variant: Variant },
  { clock, hasPoints }: PickContext,
): FormResult<Picked> {
  const prefix = prefixOf(kind.name, variant.id);
  const schema = NewActivityForm(clock.now(), formsOf(kind, variant));
  const result = readForm(schema, fieldsOf(form, prefix), prefix);
  if (!result.ok) return result;
  const { value } = result;
  const defaults = { fi: variant.title('fi'), sv: variant.title('sv'), en: variant.title('en') };
  const title = titleIn(value.title, value.locale, defaults);
  const points = hasPoints ? value.points : pointsFor(value.gradeForm, usualPoints(kind, variant));
  return { ok: true, value: { type: 'new', kind: kind.name, variant: variant.id, ...value, title, points } };
}

function readChoice(choice: string, form: RawForm, context: PickContext): FormResult<Picked> {
  const { kinds, existingIds } = context;
  if (existingIds.has(choice)) return { ok: true, value: { type: 'existing', id: choice } };
  const chosen = readChoiceOf(kinds.values(), choice);
  if (chosen) return readNew(form, chosen, context);
  return { ok: false, faults: { choice: 'activities:fault.choice-unknown' } };
}

/** @returns the form with names of today, where it was filled in when a kind was one choice: that is its first variant */
export function renewForm(form: RawForm, kinds: ReadonlyMap<string, ActivityKind>): RawForm {
  const chosen = valuesOf(form, 'choice');
  const former = [...kinds.values()].filter(({ name }) => chosen.includes(formerChoice(name)));
  if (former.length === 0) return form;
  const renewed: RawForm = { ...form };
  const choices = new Map<string, string>();
  for (const { name, variants } of former) {
    const [{ id }] = variants;
    choices.set(formerChoice(name), newChoice(name, id));
    for (const [field, value] of Object.entries(fieldsOf(form, formerPrefix(name)))) {
      if (!field.includes('.')) renewed[prefixOf(name, id) + field] ??= value;
    }
  }
  return { ...renewed, choice: chosen.map(one => choices.get(one) ?? one) };
}

/** @returns what the teacher picked, at least one thing; or the faults of the fields that belong to it */
export function readPicks(raw: RawForm, context: PickContext): FormResult<Picked[]> {
  const form = renewForm(raw, context.kinds);
  const choices = [...new Set(valuesOf(form, 'choice'))].slice(0, context.isMultiple ? undefined : 1);
  if (choices.length === 0) return { ok: false, faults: { choice: 'activities:fault.choice-missing' } };
  const picks: Picked[] = [];
  const faults: Faults = {};
  for (const choice of choices) {
    const result = readChoice(choice, form, context);
    if (result.ok) picks.push(result.value);
    else Object.assign(faults, result.faults);
  }
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, value: picks };
}
