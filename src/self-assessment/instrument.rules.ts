import { z } from 'zod';

const LocalText = z.strictObject({ fi: z.string().min(1), sv: z.string().min(1), en: z.string().min(1) });
const Named = z.strictObject({ id: z.string().min(1), title: LocalText });

const StatementSchema = z.strictObject({
  /** Becomes a part of a field's name in the database, so it holds nothing but a letter and a number. */
  id: z.string().regex(/^[A-Z][1-9]\d?$/, 'must be a capital letter and a number, such as A1'),
  text: LocalText,
  themes: z.array(z.string()).min(1).max(2),
  workshops: z.array(z.string()),
});

const AreaSchema = z.strictObject({
  id: z.string().regex(/^[A-Z]$/, 'must be one capital letter'),
  title: LocalText,
  statements: z.array(StatementSchema).min(1),
});

const Shape = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'must be words in small letters with hyphens between'),
  version: z.int().positive(),
  title: LocalText,
  privacy: LocalText,
  skill: z.strictObject({ stem: LocalText, levels: z.array(LocalText).length(5), outside: LocalText }),
  importance: z.strictObject({ stem: LocalText, levels: z.array(LocalText).length(4) }),
  themes: z.array(Named),
  workshops: z.array(Named),
  areas: z.array(AreaSchema).min(1),
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
    ...shape.areas.flatMap((a, area) =>
      a.statements.flatMap((_s, index) => faultsOfStatement(shape, area, index)),
    ),
  ];
}

/** What a usable instrument is: every text in three languages, every id once, every theme and workshop known. */
export const InstrumentSchema = Shape.superRefine((shape, context) => {
  for (const { path, message } of faultsOf(shape)) context.addIssue({ code: 'custom', path, message });
});

/** A self-assessment's questions and scales, in fi, sv and en. The levels of a scale are numbered from 1. */
export type Instrument = z.output<typeof Shape>;
export type Area = Instrument['areas'][number];
export type Statement = Area['statements'][number];
export type LocalText = z.output<typeof LocalText>;

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
