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
import { pointsFor } from './grade-form.rules.ts';
import type { ActivityKind } from './kind.ts';
import { kindOfChoice, titleIn, type Picked } from './pick.rules.ts';

export interface PickContext {
  kinds: ReadonlyMap<string, ActivityKind>;
  /** The activities that may be chosen: those of this classroom, and none else. */
  existingIds: ReadonlySet<string>;
  isMultiple: boolean;
  /** Whether the form asks for points; else a new activity gets its kind's own. */
  hasPoints: boolean;
  clock: Clock;
}

function readNew(form: RawForm, kind: ActivityKind, { clock, hasPoints }: PickContext): FormResult<Picked> {
  const prefix = `${kind.name}.`;
  const result = readForm(NewActivityForm(clock.now(), kind.gradeForms), fieldsOf(form, prefix), prefix);
  if (!result.ok) return result;
  const { value } = result;
  const defaults = { fi: kind.defaultTitle('fi'), sv: kind.defaultTitle('sv'), en: kind.defaultTitle('en') };
  const title = titleIn(value.title, value.locale, defaults);
  const points = hasPoints ? value.points : pointsFor(value.gradeForm, kind.defaultPoints);
  return { ok: true, value: { type: 'new', kind: kind.name, ...value, title, points } };
}

function readChoice(choice: string, form: RawForm, context: PickContext): FormResult<Picked> {
  const { kinds, existingIds } = context;
  if (existingIds.has(choice)) return { ok: true, value: { type: 'existing', id: choice } };
  const kind = kinds.get(kindOfChoice(choice) ?? '');
  if (kind) return readNew(form, kind, context);
  return { ok: false, faults: { choice: 'activities:fault.choice-unknown' } };
}

/** @returns what the teacher picked, at least one thing; or the faults of the fields that belong to it */
export function readPicks(form: RawForm, context: PickContext): FormResult<Picked[]> {
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
