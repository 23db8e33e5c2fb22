/** What the teacher's table needs of an entry on the LMS's list. */
export interface RosterMember {
  sub: string;
  name?: string | undefined;
  role: string;
  status: string;
}

/** What it needs of someone who was here. */
export interface KnownPerson {
  id: string;
  platformId: string;
  sub: string;
  name: string | null;
}

export type ProgressName = 'not-started' | 'under-way' | 'done';

export interface ProgressEntry {
  participantId: string;
  state: ProgressName;
  startedAt?: Date | undefined;
  doneAt?: Date | undefined;
}

export interface GradeEntry {
  participantId: string;
  state: 'waiting' | 'sent' | 'refused';
  sentAt: Date | null;
  nextTryAt: Date | null;
  reason: string | null;
  /** What the platform took last, where it is known. */
  sent?: { given: number; maximum: number } | null | undefined;
}

/** One person in the teacher's table: how far, and where the grade is; never what was answered. */
export interface PersonRow {
  /** Null for those who never came. */
  participantId: string | null;
  name: string | null;
  /** Counts those without a name, for a neutral label; 0 where there is a name. */
  number: number;
  progress: ProgressName;
  startedAt: Date | null;
  doneAt: Date | null;
  /** `none`: nothing to send yet, or no column. `unsent`: done, and nothing was ever sent. */
  grade: 'none' | 'unsent' | GradeEntry['state'];
  sentAt: Date | null;
  nextTryAt: Date | null;
  reason: string | null;
  sent: { given: number; maximum: number } | null;
}

export interface RowSources {
  /** The platform of the list. */
  platformId: string;
  /** Null when the LMS gave none: then those who came make the list. */
  roster: readonly RosterMember[] | null;
  /** Those who came to the classroom. */
  launched: readonly KnownPerson[];
  /** Those who have begun, wherever they came from. */
  begun: readonly KnownPerson[];
  progress: readonly ProgressEntry[];
  grades: readonly GradeEntry[];
  hasColumn: boolean;
  compareNames: (one: string, other: string) => number;
}

interface Person {
  key: string;
  id: string | null;
  name: string | null;
}

function keyOf(platformId: string, sub: string): string {
  return `${platformId} ${sub}`;
}

/**
 * Moodle's list calls everybody a learner who may not edit the course; a non-editing teacher's launch says teacher.
 * @param staff of the classroom, as launches told
 */
export function withoutStaff<T extends Pick<RosterMember, 'sub'>>(
  roster: readonly T[],
  staff: readonly { sub: string }[],
): T[] {
  const subs = new Set(staff.map(({ sub }) => sub));
  return roster.filter(({ sub }) => !subs.has(sub));
}

/** Learners on the list and all who have begun; without a list, all who came. */
function listPeople({ platformId, roster, launched, begun }: RowSources): Person[] {
  const people = new Map<string, Person>();
  const add = (key: string, id: string | null, name: string | null): void => {
    const known = people.get(key);
    people.set(key, { key, id: id ?? known?.id ?? null, name: known?.name ?? name });
  };
  const launchNames = new Map(launched.map(one => [keyOf(one.platformId, one.sub), one.name]));
  for (const { sub, name, role, status } of roster ?? []) {
    const key = keyOf(platformId, sub);
    if (role === 'learner' && status === 'active') add(key, null, name ?? launchNames.get(key) ?? null);
  }
  for (const one of roster ? begun : [...launched, ...begun])
    add(keyOf(one.platformId, one.sub), one.id, one.name);
  return [...people.values()];
}

function gradeOf(
  progress: ProgressName,
  entry: GradeEntry | undefined,
  hasColumn: boolean,
): PersonRow['grade'] {
  if (entry) return entry.state;
  return progress === 'done' && hasColumn ? 'unsent' : 'none';
}

function comparePeople(one: Person, other: Person, compareNames: RowSources['compareNames']): number {
  if (one.name !== null && other.name !== null) return compareNames(one.name, other.name);
  if (one.name === null && other.name === null) return one.key < other.key ? -1 : 1;
  return one.name === null ? 1 : -1;
}

/** @returns a row for each person, by name, those without a name last */
export function listRows(sources: RowSources): PersonRow[] {
  const progressOf = new Map(sources.progress.map(one => [one.participantId, one]));
  const gradesOf = new Map(sources.grades.map(one => [one.participantId, one]));
  const people = listPeople(sources).sort((one, other) => comparePeople(one, other, sources.compareNames));
  let unnamed = 0;
  return people.map(({ id, name }) => {
    const entry = id === null ? undefined : progressOf.get(id);
    const grade = id === null ? undefined : gradesOf.get(id);
    const progress = entry?.state ?? 'not-started';
    return {
      participantId: id,
      name,
      number: name === null ? (unnamed += 1) : 0,
      progress,
      startedAt: entry?.startedAt ?? null,
      doneAt: entry?.doneAt ?? null,
      grade: gradeOf(progress, grade, sources.hasColumn),
      sentAt: grade?.sentAt ?? null,
      nextTryAt: grade?.nextTryAt ?? null,
      reason: grade?.reason ?? null,
      sent: grade?.sent ?? null,
    };
  });
}

/** The choices of the table, in the order in which they are offered: what needs someone comes first. */
export const FILTERS = ['attention', 'not-started', 'under-way', 'done'] as const;
export type Filter = (typeof FILTERS)[number];

/** @returns whether a grade is not where it should be, and will not get there by itself */
export function needsAction({ grade }: PersonRow): boolean {
  return grade === 'refused' || grade === 'unsent';
}

function matches(row: PersonRow, filter: Filter): boolean {
  return filter === 'attention' ? needsAction(row) : row.progress === filter;
}

export type Counts = Record<Filter | 'all', number>;

function countRows(rows: readonly PersonRow[]): Counts {
  const of = (filter: Filter): number => rows.filter(row => matches(row, filter)).length;
  return {
    all: rows.length,
    attention: of('attention'),
    'not-started': of('not-started'),
    'under-way': of('under-way'),
    done: of('done'),
  };
}

const PAGE_ROWS = 50;

/** The part of the list that is shown, and how it was chosen. */
export interface TableView {
  rows: PersonRow[];
  /** Number of the first of them, from 1. */
  from: number;
  filter: Filter | undefined;
  /** From 1. */
  page: number;
  pages: number;
  /** Of the whole list. */
  counts: Counts;
}

/** @param wanted page, from 1; one past the end is the last one */
export function viewTable(rows: readonly PersonRow[], filter: Filter | undefined, wanted: number): TableView {
  const chosen = filter === undefined ? rows : rows.filter(row => matches(row, filter));
  const pages = Math.max(1, Math.ceil(chosen.length / PAGE_ROWS));
  const page = Math.min(wanted, pages);
  const start = (page - 1) * PAGE_ROWS;
  const shown = chosen.slice(start, start + PAGE_ROWS);
  return { rows: shown, from: start + 1, filter, page, pages, counts: countRows(rows) };
}

/** What is needed of a link to know whose it is. */
export interface LinkPlace {
  id: string;
  platformId: string;
  classroomId: string;
  lineItemUrl: string | null;
}

/**
 * Through which link someone takes part, for a grade that was never sent: one with a column, in a classroom where the
 * person was; of several, the one that the teacher looks from.
 */
export function findLinkOf(
  person: { platformId: string; classrooms: readonly { id: string }[] },
  links: readonly LinkPlace[],
  ownLinkId: string | undefined,
): LinkPlace | null {
  const theirs = links.filter(
    link =>
      link.lineItemUrl !== null &&
      link.platformId === person.platformId &&
      person.classrooms.some(classroom => classroom.id === link.classroomId),
  );
  return theirs.find(link => link.id === ownLinkId) ?? theirs[0] ?? null;
}
