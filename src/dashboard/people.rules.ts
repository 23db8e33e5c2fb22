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

/** So many points of a maximum. */
export interface Points {
  given: number;
  maximum: number;
}

/** What it needs of a grade on its way, or in the gradebook. */
export interface GradeEntry {
  participantId: string;
  placementId: string;
  state: 'waiting' | 'sent' | 'refused';
  waitingSince: Date | null;
  sentAt: Date | null;
  /** 0..1 */
  sentValue: number | null;
  nextTryAt: Date | null;
  reason: string | null;
  comparison: 'same' | 'differs' | 'missing' | 'kept' | null;
  shown: { value: number | null; maximum: number | null; isKept: boolean } | null;
}

/** One person in the teacher's table: how far, and where the grade is; never what was answered. */
export interface PersonRow {
  /** What the LMS of the list calls the person; null for whoever is of another LMS. */
  sub: string | null;
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
  waitingSince: Date | null;
  sentAt: Date | null;
  nextTryAt: Date | null;
  reason: string | null;
  /** What the gradebook took last. */
  sent: Points | null;
  /** How that stands against what the gradebook held when it was last read; null: not known. */
  comparison: GradeEntry['comparison'];
  /** What it held then; null: nothing, or not known. */
  shown: Points | null;
  /** A teacher let the gradebook's grade stand. */
  isKept: boolean;
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
  /** Done is no number: of a completion the points are told only where the gradebook holds others. */
  isCompletion: boolean;
  /** @returns of how many points a link's column is, as far as it is known */
  maximumOf: (placementId: string) => number;
  compareNames: (one: string, other: string) => number;
}

interface Person {
  key: string;
  sub: string | null;
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
  const add = (of: string, sub: string, id: string | null, name: string | null): void => {
    const key = keyOf(of, sub);
    const known = people.get(key);
    const own = of === platformId ? sub : null;
    people.set(key, { key, sub: own, id: id ?? known?.id ?? null, name: known?.name ?? name });
  };
  const launchNames = new Map(launched.map(one => [keyOf(one.platformId, one.sub), one.name]));
  for (const { sub, name, role, status } of roster ?? []) {
    const key = keyOf(platformId, sub);
    if (role === 'learner' && status === 'active')
      add(platformId, sub, null, name ?? launchNames.get(key) ?? null);
  }
  for (const one of roster ? begun : [...launched, ...begun]) add(one.platformId, one.sub, one.id, one.name);
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

function pointsOf(share: number | null | undefined, maximum: number): Points | null {
  return share === null || share === undefined ? null : { given: share * maximum, maximum };
}

type GradeFacts = Pick<
  PersonRow,
  'waitingSince' | 'sentAt' | 'nextTryAt' | 'reason' | 'sent' | 'comparison' | 'shown' | 'isKept'
>;

const NO_GRADE: GradeFacts = {
  waitingSince: null,
  sentAt: null,
  nextTryAt: null,
  reason: null,
  sent: null,
  comparison: null,
  shown: null,
  isKept: false,
};

/** Both in the points of the column: of how many, the gradebook's last answer knows best. */
function factsOf(entry: GradeEntry, { maximumOf, isCompletion }: RowSources): GradeFacts {
  const { waitingSince, sentAt, nextTryAt, reason, comparison, sentValue, placementId } = entry;
  const maximum = entry.shown?.maximum ?? maximumOf(placementId);
  const isSame = comparison === null || comparison === 'same';
  return {
    waitingSince,
    sentAt,
    nextTryAt,
    reason,
    comparison,
    sent: isCompletion && isSame ? null : pointsOf(sentValue, maximum),
    shown: pointsOf(entry.shown?.value, maximum),
    isKept: entry.shown?.isKept ?? false,
  };
}

/** @returns a row for each person, by name, those without a name last */
export function listRows(sources: RowSources): PersonRow[] {
  const progressOf = new Map(sources.progress.map(one => [one.participantId, one]));
  const gradesOf = new Map(sources.grades.map(one => [one.participantId, one]));
  const people = listPeople(sources).sort((one, other) => comparePeople(one, other, sources.compareNames));
  let unnamed = 0;
  return people.map(({ id, sub, name }) => {
    const entry = id === null ? undefined : progressOf.get(id);
    const grade = id === null ? undefined : gradesOf.get(id);
    const progress = entry?.state ?? 'not-started';
    return {
      sub,
      participantId: id,
      name,
      number: name === null ? (unnamed += 1) : 0,
      progress,
      startedAt: entry?.startedAt ?? null,
      doneAt: entry?.doneAt ?? null,
      grade: gradeOf(progress, grade, sources.hasColumn),
      ...(grade ? factsOf(grade, sources) : NO_GRADE),
    };
  });
}

/** The choices of the table, in the order in which they are offered: what needs someone comes first. */
export const FILTERS = ['attention', 'not-started', 'under-way', 'done'] as const;
export type Filter = (typeof FILTERS)[number];

/** @returns whether a grade is not where it should be, and will not get there by itself */
export function needsAction({ grade, reason, comparison, isKept }: PersonRow): boolean {
  if (grade === 'refused') return !isKept;
  if (grade === 'waiting') return reason === 'perhaps-locked';
  return grade === 'unsent' || comparison === 'differs' || comparison === 'missing';
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
