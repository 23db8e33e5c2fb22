import { z } from 'zod';
import type { Answer, Answers } from './answers.rules.ts';
import { statementsOf, type Area, type Instrument } from './instrument.rules.ts';

const OFF_SCALE = 'self-assessment:fault.off-scale';

/** A level as JSON sends it (3) or as a form does ("3"). */
function level<const N extends readonly number[]>(values: N) {
  const words = values.map(String);
  return z.union(
    [z.literal(values), z.enum(words as [string, ...string[]]).transform(word => Number(word) as N[number])],
    OFF_SCALE,
  );
}

const SkillForm = z.union([level([1, 2, 3, 4, 5]), z.literal('outside')], OFF_SCALE);
const ImportanceForm = level([1, 2, 3, 4]);
const LevelForm = level([1, 2, 3, 4, 5]);

function newAnswerForm(instrument: Instrument) {
  const statements = statementsOf(instrument).map(s => s.id);
  const conditions = instrument.conditions?.items.map(one => one.id) ?? [];
  const ids = [...statements, ...conditions] as [string, ...string[]];
  return z
    .object({
      statement: z.enum(ids, 'self-assessment:fault.unknown-statement'),
      skill: SkillForm.optional(),
      importance: ImportanceForm.optional(),
      unit: SkillForm.optional(),
      level: LevelForm.optional(),
    })
    .refine(
      ({ statement: _statement, ...answer }) => Object.values<unknown>(answer).some(one => one !== undefined),
      {
        path: ['skill'],
        message: 'self-assessment:fault.nothing',
      },
    )
    .refine(({ statement, level: said }) => (said !== undefined) === conditions.includes(statement), {
      path: ['statement'],
      message: 'self-assessment:fault.unknown-statement',
    });
}

/** Making a schema takes longer than a save's own work: each instrument gets one. */
const answerForms = new WeakMap<Instrument, ReturnType<typeof newAnswerForm>>();

/**
 * One answer, as the script saves it: what is left out stays as it is.
 * @returns a schema whose faults are text keys
 */
export function answerForm(instrument: Instrument): ReturnType<typeof newAnswerForm> {
  const form = answerForms.get(instrument) ?? newAnswerForm(instrument);
  answerForms.set(instrument, form);
  return form;
}

/** Where the person wants to go after an area's page is saved. */
export type Onward = 'next' | 'previous';

export interface AreaFormResult {
  /** What could be read. */
  answers: Answers;
  onward: Onward;
  /** Faults as text keys, by the statement's id, or `form` for what belongs to no statement of this area. */
  faults: Record<string, string>;
}

const FIELDS = { skill: SkillForm, importance: ImportanceForm, unit: SkillForm, level: LevelForm };
type Field = keyof typeof FIELDS;
const STATEMENT_FIELDS: readonly Field[] = ['skill', 'importance', 'unit'];
const BUTTON = 'onward';

/**
 * Reads a page of questions, as the browser sends it without a script: fields `A1.skill`, `A1.importance`.
 * @param unsafeBody the form; absent or of any shape
 */
function readFields(
  asked: readonly { id: string }[],
  fields: readonly Field[],
  unsafeBody: unknown,
): AreaFormResult {
  const answers = new Map<string, Answer>();
  const faults: Record<string, string> = {};
  let onward: Onward = 'next';
  for (const [name, value] of Object.entries((unsafeBody ?? {}) as Record<string, unknown>)) {
    const [id = '', field = ''] = name.split('.');
    const isKnown = asked.some(one => `${one.id}.${field}` === name) && fields.includes(field as Field);
    if (name === BUTTON) onward = value === 'previous' ? 'previous' : 'next';
    else if (!isKnown) faults['form'] = 'self-assessment:fault.unknown-statement';
    else {
      const result = FIELDS[field as Field].safeParse(value);
      if (result.success) answers.set(id, { ...answers.get(id), [field]: result.data });
      else faults[id] = OFF_SCALE;
    }
  }
  return { answers: Object.fromEntries(answers), onward, faults };
}

/** Reads a whole area's page: what was said of each statement. */
export function readAreaForm(area: Area, unsafeBody: unknown): AreaFormResult {
  return readFields(area.statements, STATEMENT_FIELDS, unsafeBody);
}

/** Reads the page of conditions. */
export function readConditionsForm({ conditions }: Instrument, unsafeBody: unknown): AreaFormResult {
  return readFields(conditions?.items ?? [], ['level'], unsafeBody);
}
