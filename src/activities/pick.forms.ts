import type { Clock } from '../kit/clock.ts';
import { fieldsOf, NewActivityForm, readForm, valuesOf, type Faults, type FormResult, type RawForm } from './activities.forms.ts';
import type { ActivityKind } from './kind.ts';
import { kindOfChoice, titleIn, type Pick } from './pick.rules.ts';

export interface PickContext {
  kinds: ReadonlyMap<string, ActivityKind>;
  /** The activities that may be chosen: those of this classroom, and none else. */
  existingIds: ReadonlySet<string>;
  isMultiple: boolean;
  clock: Clock;
}

function readNew(form: RawForm, kind: ActivityKind, clock: Clock): FormResult<Pick> {
  const prefix = `${kind.name}.`;
  const result = readForm(NewActivityForm(clock.now()), fieldsOf(form, prefix), prefix);
  if (!result.ok) return result;
  const { value } = result;
  const title = titleIn(value.title, value.locale, locale => kind.defaultTitle(locale));
  return { ok: true, value: { type: 'new', kind: kind.name, ...value, title } };
}

function readChoice(choice: string, form: RawForm, { kinds, existingIds, clock }: PickContext): FormResult<Pick> {
  if (existingIds.has(choice)) return { ok: true, value: { type: 'existing', id: choice } };
  const kind = kinds.get(kindOfChoice(choice) ?? '');
  if (kind) return readNew(form, kind, clock);
  return { ok: false, faults: { choice: 'activities:fault.choice-unknown' } };
}

/** @returns what the teacher picked, at least one thing; or the faults of the fields that belong to it */
export function readPicks(form: RawForm, context: PickContext): FormResult<Pick[]> {
  const choices = [...new Set(valuesOf(form, 'choice'))].slice(0, context.isMultiple ? undefined : 1);
  if (choices.length === 0) return { ok: false, faults: { choice: 'activities:fault.choice-missing' } };
  const picks: Pick[] = [];
  const faults: Faults = {};
  for (const choice of choices) {
    const result = readChoice(choice, form, context);
    if (result.ok) picks.push(result.value);
    else Object.assign(faults, result.faults);
  }
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, value: picks };
}
