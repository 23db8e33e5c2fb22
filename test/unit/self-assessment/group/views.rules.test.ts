import { expect } from 'chai';
import { listGroupAreas } from '../../../../src/self-assessment/group/items.rules.ts';
import { viewGroup } from '../../../../src/self-assessment/group/page.rules.ts';
import type { Waiting } from '../../../../src/self-assessment/group/release.rules.ts';
import { applyPlan, planOf, type Snapshot } from '../../../../src/self-assessment/group/snapshot.rules.ts';
import {
  EVERYBODY,
  largestGaps,
  listParts,
  viewPart,
} from '../../../../src/self-assessment/group/views.rules.ts';
import { statementsOf, type Instrument } from '../../../../src/self-assessment/instrument.rules.ts';
import { loadInstruments } from '../../../../src/self-assessment/load-instruments.ts';
import type { Round } from '../../../../src/self-assessment/rounds.rules.ts';

const instrument = [...loadInstruments().values()]
  .flat()
  .find(one => one.id === 'structural-social-work') as Instrument;
const areas = listGroupAreas(instrument);
const ids = statementsOf(instrument).map(statement => statement.id);

type Given = Record<string, { skill?: unknown; importance?: unknown }>;

function people(count: number, given: Given, facts: Partial<Waiting> = {}): Waiting[] {
  const answers = { ...Object.fromEntries(ids.map(id => [id, { skill: 4, importance: 4 }])), ...given };
  return Array.from({ length: count }, (_one, index) => {
    return { id: String(index), role: 'student', institution: 'north', hasConsent: true, answers, ...facts };
  });
}

function snapshotOf(blocks: Waiting[][], round: Round = 'before'): Snapshot {
  const terms = { id: 'plan', minimum: 5, isClosing: false, plannedOn: '2026-09-01' };
  const place = { activityId: 'a', round, instrument: { id: instrument.id, version: instrument.version } };
  return {
    ...place,
    version: 1,
    changedOn: '2026-09-01',
    pending: null,
    groups: applyPlan([], planOf(blocks, terms)),
  };
}

describe('the figures of a group', () => {
  it('tell n, mean and how many chose each level', () => {
    const blocks = [
      people(5, { A1: { skill: 2, importance: 1 } }),
      people(5, { A1: { skill: 5, importance: 1 } }),
    ];
    const figures = viewPart(areas, snapshotOf(blocks), EVERYBODY)[0]?.items[0]?.figures;
    expect(figures?.skill).to.deep.equal({ n: 10, mean: 3.5, counts: [0, 5, 0, 0, 5] });
    expect(figures?.importance).to.deep.equal({ n: 10, mean: 1, counts: [10, 0, 0, 0] });
  });

  it('are not there for fewer than five, whatever lies in the database', () => {
    const snapshot = snapshotOf([people(5, {})]);
    for (const group of snapshot.groups)
      group.cells = group.cells.map(cell => ({ ...cell, shown: [0, 0, 0, 4, 0] }));
    const figures = viewPart(areas, snapshot, EVERYBODY).flatMap(area =>
      area.items.map(item => item.figures.skill),
    );
    expect(figures.filter(Boolean)).to.be.empty;
  });

  it('are those of blocks of one role alone when one is asked for', () => {
    const mixed = [...people(3, {}), ...people(3, {}, { role: 'worker' })];
    const snapshot = snapshotOf([people(5, {}), people(6, {}, { role: 'worker' }), mixed]);
    const nOf = (role: 'student' | 'worker' | 'supervisor'): number | undefined =>
      viewPart(areas, snapshot, { split: 'role', value: role })[0]?.items[0]?.figures.skill?.n;
    expect([nOf('student'), nOf('worker'), nOf('supervisor')]).to.deep.equal([5, 6, undefined]);
    expect(viewPart(areas, snapshot, EVERYBODY)[0]?.items[0]?.figures.skill?.n).to.equal(17);
  });

  it('of an area are its shown items added up', () => {
    const first = areas[0]?.items.map(item => item.id) ?? [];
    const snapshot = snapshotOf([people(5, { [first[0] ?? '']: { skill: 'outside' } })]);
    const area = viewPart(areas, snapshot, EVERYBODY)[0];
    expect(area?.pooled.skill?.n).to.equal(5 * (first.length - 1));
  });

  it('name only institutions of which something is shown', () => {
    const blocks = [
      people(5, {}),
      [...people(3, {}, { institution: 'south' }), ...people(3, {}, { institution: 'west' })],
    ];
    expect(listParts([snapshotOf(blocks)], 'institution')).to.deep.equal([
      { split: 'institution', value: 'north' },
    ]);
  });
});

describe('the largest gaps of a group', () => {
  it('are three, by how far the mean skill lies below 4, weighed by the mean importance', () => {
    const given = {
      A1: { skill: 1, importance: 1 },
      B2: { skill: 2, importance: 4 },
      C3: { skill: 3, importance: 4 },
      C4: { skill: 3, importance: 3 },
      A2: { skill: 5, importance: 4 },
    };
    const gaps = largestGaps(viewPart(areas, snapshotOf([people(5, given)]), EVERYBODY));
    expect(gaps.map(({ item, gap }) => [item.id, gap])).to.deep.equal([
      ['B2', 2],
      ['C3', 1],
      ['A1', 0.75],
    ]);
  });

  it('count a matter as important when too few said how important it is', () => {
    const gaps = largestGaps(viewPart(areas, snapshotOf([people(5, { A1: { skill: 2 } })]), EVERYBODY));
    expect(gaps).to.have.length(1);
    expect(gaps[0]).to.deep.include({ gap: 1.5, importance: null });
  });

  it('are none where everybody manages alone', () => {
    expect(largestGaps(viewPart(areas, snapshotOf([people(5, {})]), EVERYBODY))).to.deep.equal([]);
  });
});

describe('what the page shows', () => {
  const snapshots = new Map([
    ['before', snapshotOf([people(5, {})])],
    ['after', snapshotOf([people(5, {}), people(5, {}, { institution: 'south' })], 'after')],
  ] as const);

  it('is the last round of which anything is shown, beside the first', () => {
    const view = viewGroup(areas, snapshots, { by: 'all' });
    expect(view).to.include({ round: 'after', isAnyShown: true, people: 10 });
    expect(view?.rounds).to.deep.equal(['before', 'after']);
    expect(view?.earlier?.[0]?.items[0]?.figures.skill?.n).to.equal(5);
    expect(viewGroup(areas, snapshots, { by: 'all', round: 'before' })?.earlier).to.equal(null);
  });

  it('compares the parts until one is chosen', () => {
    const view = viewGroup(areas, snapshots, { by: 'institution' });
    expect(view).to.include({ part: null }).and.have.property('areas').that.is.empty;
    expect(view?.rows.map(row => row.part)).to.deep.equal([
      { split: 'institution', value: 'north' },
      { split: 'institution', value: 'south' },
    ]);
  });

  it('is nothing for a role or an institution that is not there, nor for one of everybody', () => {
    for (const wanted of [
      { by: 'institution', of: 'west' },
      { by: 'institution', of: '__proto__' },
      { by: 'role', of: 'dean' },
      { by: 'all', of: 'worker' },
    ] as const)
      expect(viewGroup(areas, snapshots, wanted), JSON.stringify(wanted)).to.equal(null);
  });
});
