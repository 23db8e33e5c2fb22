import { z } from 'zod';
import type { Locale } from '../i18n/index.ts';
import { QuestionSchema, type DraftQuestion } from '../questions/question.rules.ts';

const LocalText = z.strictObject({ fi: z.string().min(1), sv: z.string().min(1), en: z.string().min(1) });
const Named = z.strictObject({ id: z.string().min(1), title: LocalText });
const FiveLevels = z.array(LocalText).length(5);

/** An id such as E1: it becomes a part of a field's name in the database. */
function idOf(letter: string) {
  return z
    .string()
    .regex(new RegExp(`^${letter}[1-9]\\d?$`), `must be ${letter} and a number, such as ${letter}1`);
}

const StatementSchema = z.strictObject({
  /** Becomes a part of a field's name in the database, so it holds nothing but a letter and a number. */
  id: z.string().regex(/^[A-Z][1-9]\d?$/, 'must be a capital letter and a number, such as A1'),
  text: LocalText,
  themes: z.array(z.string()).min(1).max(2),
  workshops: z.array(z.string()),
});

/** Letters of the ids that are no statement's: of conditions, of reflections and of the knowledge check's questions. */
export const CONDITION = 'E';
export const REFLECTION = 'F';
export const QUESTION = 'K';

/** All ids of an instrument are different, since answers are kept by them alone. */
const AreaSchema = z.strictObject({
  id: z.string().regex(/^[A-DG-JL-Z]$/, 'must be one capital letter, and none of E, F and K'),
  title: LocalText,
  statements: z.array(StatementSchema).min(1),
});

/** What supervisors are asked of their unit besides themselves: the same statements, with a stem and levels of their own. */
const UnitSchema = z.strictObject({ stem: LocalText, levels: FiveLevels, outside: LocalText });

/** What enables the work of a unit, asked of its supervisor. */
const ConditionsSchema = z.strictObject({
  title: LocalText,
  stem: LocalText,
  levels: FiveLevels,
  items: z.array(z.strictObject({ id: idOf(CONDITION), text: LocalText })).min(1),
});

const Shape = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'must be words in small letters with hyphens between'),
  version: z.int().positive(),
  title: LocalText,
  privacy: LocalText,
  skill: z.strictObject({ stem: LocalText, levels: FiveLevels, outside: LocalText }),
  importance: z.strictObject({ stem: LocalText, levels: z.array(LocalText).length(4) }),
  themes: z.array(Named),
  workshops: z.array(Named),
  areas: z.array(AreaSchema).min(1),
  unit: UnitSchema.optional(),
  conditions: ConditionsSchema.optional(),
  /** Open questions, answered in one's own words. */
  reflections: z.array(z.strictObject({ id: idOf(REFLECTION), text: LocalText })).optional(),
  /**
   * The knowledge check, where it is a set of the room of questions. Once read, its questions are in `check`. With the
   * set's version: other questions make another version of the instrument.
   */
  checkSet: z.strictObject({ id: z.string().min(1), version: z.int().positive() }).optional(),
  /** The knowledge check. */
  check: z
    .array(
      QuestionSchema.refine(({ id }) => id.startsWith(QUESTION), {
        path: ['id'],
        error: `must be ${QUESTION} and a number`,
      }),
    )
    .optional(),
});

interface Fault {
  path: (string | number)[];
  message: string;
}

function faultsOfStatement(shape: z.output<typeof Shape>, area: number, index: number): Fault[] {
  const { id: areaId, statements } = shape.areas[area] as Area;
  const { id, themes, workshops } = statements[index] as Statement;
  const path = ['areas', area, 'statements', index];
  const unknown = (field: string, wanted: string[], known: { id: string }[]) =>
    wanted
      .filter(name => !known.some(k => k.id === name))
      .map(name => ({ path: [...path, field], message: `${name} is not in the list of ${field}` }));
  return [
    ...(id.startsWith(areaId) ? [] : [{ path: [...path, 'id'], message: `${id} must begin with ${areaId}` }]),
    ...unknown('themes', themes, shape.themes),
    ...unknown('workshops', workshops, shape.workshops),
  ];
}

function faultsOfTwins(ids: string[], path: (string | number)[]): Fault[] {
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map(id => ({ path, message: `${id} stands here twice` }));
}

function faultsOf(shape: z.output<typeof Shape>): Fault[] {
  return [
    ...faultsOfTwins(
      shape.areas.map(a => a.id),
      ['areas'],
    ),
    ...faultsOfTwins(
      shape.areas.flatMap(a => a.statements.map(s => s.id)),
      ['areas'],
    ),
    ...faultsOfTwins(shape.conditions?.items.map(one => one.id) ?? [], ['conditions', 'items']),
    ...faultsOfTwins(shape.check?.map(one => one.id) ?? [], ['check']),
    ...faultsOfTwins(shape.reflections?.map(one => one.id) ?? [], ['reflections']),
    ...shape.areas.flatMap((a, area) =>
      a.statements.flatMap((_s, index) => faultsOfStatement(shape, area, index)),
    ),
  ];
}

/** What a usable instrument is: every text in three languages, every id once, every theme and workshop known. */
export const InstrumentSchema = Shape.superRefine((shape, context) => {
  for (const { path, message } of faultsOf(shape)) context.addIssue({ code: 'custom', path, message });
});

/**
 * A self-assessment's questions and scales, in fi, sv and en. The levels of a scale are numbered from 1. Of a teacher's
 * copy, questions of the knowledge check may lack languages; those that ship have all.
 */
export interface Instrument extends Omit<z.output<typeof Shape>, 'check' | 'checkSet'> {
  check?: DraftQuestion[] | undefined;
}
export type Area = Instrument['areas'][number];
export type Statement = Area['statements'][number];
export type LocalText = z.output<typeof LocalText>;

/**
 * A text that another language's stands in for, where it has none of its own: `{ sv: 'fi' }`. Texts of instruments that
 * ship are always the reader's own.
 */
export interface LentText extends LocalText {
  lent?: Partial<Record<Locale, Locale>> | undefined;
}

/** @returns all statements in the order in which they are asked. */
export function statementsOf(instrument: Instrument): Statement[] {
  return instrument.areas.flatMap(area => area.statements);
}

/** @returns the area with this id, or null. */
export function findArea(instrument: Instrument, id: string): Area | null {
  return instrument.areas.find(area => area.id === id) ?? null;
}

/** @returns the areas before and after this one. */
export function neighboursOf(
  instrument: Instrument,
  area: Area,
): { previous: Area | null; next: Area | null } {
  const index = instrument.areas.indexOf(area);
  return { previous: instrument.areas[index - 1] ?? null, next: instrument.areas[index + 1] ?? null };
}
