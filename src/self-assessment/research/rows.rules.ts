import type { Answers } from '../answers.rules.ts';
import { ROUNDS, type Round } from '../rounds.rules.ts';
import { blankRare } from './background.rules.ts';
import { groupBy } from './group-by.rules.ts';

/** A record as exports show it. */
export interface SharedRecord {
  thread: string;
  /** The export that showed it first. */
  step: string;
  round: Round;
  instrument: { id: string; version: number };
  answers: Answers;
  role: string | null;
  /** The institution's name; null: not known. */
  institution: string | null;
}

/** One answer: a line of an export. Role and institution are empty where they would set somebody apart. */
export interface ExportRow {
  person: string;
  round: Round;
  instrument: string;
  version: number;
  role: string;
  institution: string;
  /** Statement or condition, and scale: `A1.skill`. */
  item: string;
  value: number | 'outside';
}

export const COLUMNS = [
  'person',
  'round',
  'instrument',
  'version',
  'role',
  'institution',
  'item',
  'value',
] as const satisfies readonly (keyof ExportRow)[];

/** One person, or as much of them as exports show together. */
interface Person {
  signature: string;
  records: SharedRecord[];
}

/** @returns what a reader of an export sees of a record beside its answers */
export function kindOf({ round, instrument }: Pick<SharedRecord, 'round' | 'instrument'>): string {
  return `${round} ${instrument.id} ${String(instrument.version)}`;
}

/** @returns since when, and as what, these records are out: who shares it with nobody stands out */
export function signatureOf(records: readonly Pick<SharedRecord, 'round' | 'instrument' | 'step'>[]): string {
  return JSON.stringify(records.map(one => `${kindOf(one)} ${one.step}`).toSorted());
}

/** @returns the records by thread, each with its signature */
export function toPeople(records: readonly SharedRecord[]): Map<string, Person> {
  const threads = groupBy(records, record => record.thread);
  return new Map(
    [...threads].map(([id, theirs]) => [id, { signature: signatureOf(theirs), records: theirs }]),
  );
}

function commonOf(values: readonly (string | null)[]): string | null {
  const [first = null] = values;
  return values.every(value => value === first) ? first : null;
}

/** What is no number and not `outside` is nobody's answer on a scale, and never leaves. */
function rowsOf(person: string, record: SharedRecord, role: string, institution: string): ExportRow[] {
  const { round, instrument } = record;
  const about = { person, round, instrument: instrument.id, version: instrument.version, role, institution };
  return Object.entries(record.answers).flatMap(([id, answer]) =>
    Object.entries(answer).flatMap(([scale, value]: [string, unknown]) =>
      typeof value === 'number' || value === 'outside' ? [{ ...about, item: `${id}.${scale}`, value }] : [],
    ),
  );
}

export interface Selection {
  rounds: readonly Round[];
  minimum: number;
  /** Names the export; people are called by it and a number. */
  exportId: string;
  /** @returns the same people in random order */
  shuffle: <T>(all: readonly T[]) => T[];
}

/**
 * Makes the lines of an export. Left out are people whose like are fewer than `minimum` since others took back their
 * consent or were erased.
 * @param records all that exports may show of an activity
 * @returns the rows, person by person, and how many people they are of: none, or at least `minimum`
 */
export function toRows(
  records: readonly SharedRecord[],
  { rounds, minimum, exportId, shuffle }: Selection,
): { rows: ExportRow[]; people: number } {
  const everyone = [...toPeople(records).values()];
  const alike = new Map<string, number>();
  for (const { signature } of everyone) alike.set(signature, (alike.get(signature) ?? 0) + 1);
  const shown = shuffle(everyone.filter(one => (alike.get(one.signature) ?? 0) >= minimum));
  const backgrounds = blankRare(
    shown.map(one => ({
      group: one.signature,
      role: commonOf(one.records.map(record => record.role)),
      institution: commonOf(one.records.map(record => record.institution)),
    })),
    minimum,
  );
  const chosen = shown
    .map((one, index) => ({ ...one, background: backgrounds[index] }))
    .filter(one => one.records.some(record => rounds.includes(record.round)));
  const rows = chosen.flatMap(({ records: theirs, background }, index) =>
    theirs
      .filter(record => rounds.includes(record.round))
      .toSorted((a, b) => ROUNDS.indexOf(a.round) - ROUNDS.indexOf(b.round))
      .flatMap(record =>
        rowsOf(
          `${exportId}-${String(index + 1).padStart(4, '0')}`,
          record,
          background?.role ?? '',
          background?.institution ?? '',
        ),
      ),
  );
  return { rows, people: chosen.length };
}
