import { expect } from 'chai';
import {
  findLinkOf,
  listRows,
  needsAction,
  viewTable,
  withoutStaff,
  type GradeEntry,
  type KnownPerson,
  type LinkPlace,
  type PersonRow,
  type RosterMember,
  type RowSources,
} from '../../../src/dashboard/people.rules.ts';

const member = (sub: string, change: Partial<RosterMember> = {}): RosterMember => ({
  sub,
  name: `Nimi ${sub}`,
  role: 'learner',
  status: 'active',
  ...change,
});
const person = (sub: string, change: Partial<KnownPerson> = {}): KnownPerson => ({
  id: `id-${sub}`,
  platformId: 'p1',
  sub,
  name: `Nimi ${sub}`,
  ...change,
});
const at = new Date('2026-11-27T10:00:00Z');

const rowsOf = (sources: Partial<RowSources>): PersonRow[] =>
  listRows({
    platformId: 'p1',
    roster: null,
    launched: [],
    begun: [],
    progress: [],
    grades: [],
    hasColumn: true,
    isCompletion: false,
    maximumOf: () => 5,
    compareNames: new Intl.Collator('fi').compare,
    ...sources,
  });
const entry = (change: Partial<GradeEntry> = {}): GradeEntry => ({
  participantId: 'id-1',
  placementId: 'link-1',
  state: 'sent',
  waitingSince: null,
  sentAt: null,
  sentValue: null,
  nextTryAt: null,
  reason: null,
  comparison: null,
  shown: null,
  ...change,
});
const namesOf = (rows: PersonRow[]): (string | null)[] => rows.map(row => row.name);

describe('the people of the teacher’s page', () => {
  it('are the active learners of the list and those who have begun', () => {
    const rows = rowsOf({
      roster: [
        member('1'),
        member('2', { role: 'teacher' }),
        member('3', { role: 'other' }),
        member('4', { status: 'inactive' }),
        member('5', { status: 'deleted' }),
      ],
      launched: [person('8')],
      begun: [person('4'), person('9')],
    });
    expect(namesOf(rows)).to.deep.equal(['Nimi 1', 'Nimi 4', 'Nimi 9']);
  });

  it('are not those whose launch said teacher, whatever the list calls them', () => {
    const roster = withoutStaff([member('1'), member('2')], [{ sub: '2' }, { sub: '7' }]);
    expect(namesOf(rowsOf({ roster }))).to.deep.equal(['Nimi 1']);
  });

  it('are those who came or began when there is no list', () => {
    expect(namesOf(rowsOf({ launched: [person('8')], begun: [person('8'), person('9')] }))).to.deep.equal([
      'Nimi 8',
      'Nimi 9',
    ]);
  });

  it('are one each, known by platform and sub', () => {
    const rows = rowsOf({
      roster: [member('1')],
      begun: [person('1'), person('1', { id: 'id-elsewhere', platformId: 'p2', name: 'Nimi 1 muualta' })],
      progress: [{ participantId: 'id-1', state: 'under-way', startedAt: at }],
    });
    expect(rows.map(row => [row.name, row.participantId, row.progress])).to.deep.equal([
      ['Nimi 1', 'id-1', 'under-way'],
      ['Nimi 1 muualta', 'id-elsewhere', 'not-started'],
    ]);
  });

  it('are called as the list calls them, else as they called themselves at a launch', () => {
    const rows = rowsOf({
      roster: [
        member('1', { name: 'Uusi Nimi' }),
        member('2', { name: undefined }),
        member('3', { name: undefined }),
      ],
      launched: [person('2', { name: 'Laura' })],
      begun: [person('1', { name: 'Vanha Nimi' }), person('3', { name: 'Kaisa' })],
    });
    expect(namesOf(rows)).to.deep.equal(['Kaisa', 'Laura', 'Uusi Nimi']);
  });

  it('stand in the order of the reader’s alphabet, those without a name last and numbered', () => {
    const named = ['Öyvind', 'Zacharias', 'Åke', 'Aino'].map((name, i) => member(String(i), { name }));
    const rows = rowsOf({
      roster: [member('b', { name: undefined }), ...named, member('a', { name: undefined })],
    });
    expect(namesOf(rows)).to.deep.equal(['Aino', 'Zacharias', 'Åke', 'Öyvind', null, null]);
    expect(rows.map(row => row.number)).to.deep.equal([0, 0, 0, 0, 1, 2]);
  });
});

describe('where a grade is', () => {
  const done = { participantId: 'id-1', state: 'done' as const, doneAt: at };
  const gradeOf = (sources: Partial<RowSources>) => rowsOf({ begun: [person('1')], ...sources })[0]?.grade;

  it('is nowhere while nothing is done', () => {
    expect(gradeOf({ progress: [{ participantId: 'id-1', state: 'under-way' }] })).to.equal('none');
  });
  it('is what the outbox says', () => {
    const grade = entry({ state: 'refused', reason: 'gone' });
    expect(gradeOf({ progress: [done], grades: [grade] })).to.equal('refused');
  });
  it('is unsent when it was done and the outbox knows nothing of it', () => {
    expect(gradeOf({ progress: [done] })).to.equal('unsent');
  });
  it('is nowhere where there is no column', () => {
    expect(gradeOf({ progress: [done], hasColumn: false })).to.equal('none');
  });
});

describe('a grade beside the gradebook’s', () => {
  const rowOf = (change: Partial<GradeEntry>, more: Partial<RowSources> = {}): PersonRow =>
    rowsOf({ begun: [person('1')], grades: [entry(change)], ...more })[0] as PersonRow;
  const shown = { value: 0.4, maximum: 10, isKept: false };

  it('is told in the points of the column: of how many, the last look knows best', () => {
    expect(rowOf({ sentValue: 0.8 }).sent).to.deep.equal({ given: 4, maximum: 5 });
    expect(rowOf({ sentValue: 0.8, shown, comparison: 'differs' })).to.deep.include({
      sent: { given: 8, maximum: 10 },
      shown: { given: 4, maximum: 10 },
    });
  });
  it('is told of a completion only where the gradebook holds another', () => {
    const done = { isCompletion: true };
    expect(rowOf({ sentValue: 1 }, done).sent).to.equal(null);
    expect(rowOf({ sentValue: 1, shown, comparison: 'differs' }, done).sent).to.deep.equal({
      given: 10,
      maximum: 10,
    });
  });
  it('is a zero, and not nothing, when it is one', () => {
    expect(rowOf({ sentValue: 0, shown: { ...shown, value: null }, comparison: 'same' })).to.deep.include({
      sent: { given: 0, maximum: 10 },
      shown: null,
    });
  });
  it('needs someone when it differs or is missing, unless a teacher let it', () => {
    expect(needsAction(rowOf({ comparison: 'differs', shown }))).to.equal(true);
    expect(needsAction(rowOf({ comparison: 'missing', shown }))).to.equal(true);
    expect(needsAction(rowOf({ comparison: 'kept', shown: { ...shown, isKept: true } }))).to.equal(false);
    expect(needsAction(rowOf({ comparison: 'same', shown }))).to.equal(false);
  });
  it('needs someone when it was refused, unless a teacher let the gradebook’s stand', () => {
    const refused = { state: 'refused', reason: 'platform-newer' } as const;
    expect(needsAction(rowOf({ ...refused, shown }))).to.equal(true);
    expect(needsAction(rowOf({ ...refused, shown: { ...shown, isKept: true } }))).to.equal(false);
  });
  it('needs someone when it waits for a lock perhaps, and else gets there by itself', () => {
    expect(needsAction(rowOf({ state: 'waiting', reason: 'perhaps-locked' }))).to.equal(true);
    expect(needsAction(rowOf({ state: 'waiting', reason: 'unavailable' }))).to.equal(false);
  });
});

describe('the table', () => {
  const sub = (i: number): string => String(i).padStart(3, '0');
  const people = Array.from({ length: 120 }, (_, i) => person(sub(i)));
  const rows = rowsOf({
    launched: people,
    progress: people
      .slice(0, 60)
      .map(({ id }, i) => ({ participantId: id, state: i < 20 ? 'under-way' : 'done' })),
    grades: people
      .slice(20, 58)
      .map(({ id }, i) =>
        entry({ participantId: id, state: i < 3 ? 'refused' : i < 5 ? 'waiting' : 'sent' }),
      ),
  });

  it('counts what needs someone: refused and never sent, not what waits', () => {
    expect(viewTable(rows, undefined, 1).counts).to.deep.equal({
      all: 120,
      attention: 5,
      'not-started': 60,
      'under-way': 20,
      done: 40,
    });
  });

  it('shows fifty rows a page', () => {
    const pages = [1, 2, 3].map(page => viewTable(rows, undefined, page));
    expect(pages.map(view => view.rows.length)).to.deep.equal([50, 50, 20]);
    expect(pages.map(view => view.rows[0]?.name)).to.deep.equal(['Nimi 000', 'Nimi 050', 'Nimi 100']);
    expect(pages[0]?.pages).to.equal(3);
  });

  it('shows the last page for one past the end', () => {
    expect(viewTable(rows, undefined, 9).page).to.equal(3);
    expect(viewTable([], undefined, 9)).to.deep.include({ page: 1, pages: 1, rows: [] });
  });

  it('shows the chosen rows only, and counts all the same', () => {
    const view = viewTable(rows, 'under-way', 1);
    expect(view.rows.every(row => row.progress === 'under-way')).to.equal(true);
    expect(view.rows).to.have.length(20);
    expect(view.pages).to.equal(1);
    expect(view.counts.all).to.equal(120);
    expect(viewTable(rows, 'attention', 1).rows.map(row => row.grade)).to.deep.equal([
      ...['refused', 'refused', 'refused'],
      ...['unsent', 'unsent'],
    ]);
  });
});

describe('the link of someone whose grade was never sent', () => {
  const link = (id: string, change: Partial<LinkPlace> = {}): LinkPlace => ({
    id,
    platformId: 'p1',
    classroomId: 'c1',
    lineItemUrl: 'https://lms.example.fi/l',
    ...change,
  });
  const someone = { platformId: 'p1', classrooms: [{ id: 'c1' }] };

  it('is one of a classroom where they were', () => {
    expect(findLinkOf(someone, [link('a', { classroomId: 'c2' }), link('b')], undefined)?.id).to.equal('b');
  });
  it('is the one that the teacher looks from, of several', () => {
    expect(findLinkOf(someone, [link('a'), link('b')], 'b')?.id).to.equal('b');
  });
  it('is none without a column, or on another platform', () => {
    expect(
      findLinkOf(someone, [link('a', { lineItemUrl: null }), link('b', { platformId: 'p2' })], 'a'),
    ).to.equal(null);
  });
});
