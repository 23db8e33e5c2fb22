import { expect } from 'chai';
import {
  listPlatformRows,
  listReasons,
  sumRows,
  type KnownPlatform,
} from '../../../src/admin/grade-rows.rules.ts';
import type { GradeFigures } from '../../../src/grades/index.ts';

const { compare } = new Intl.Collator('fi', { numeric: true });
const SINCE = new Date('2026-11-27T08:00:00Z');

const aPlatform = (id: string, facts: Partial<KnownPlatform> = {}): KnownPlatform => ({
  id,
  name: id,
  issuer: `https://${id}.example`,
  status: 'active',
  ...facts,
});
const someFigures = (platformId: string, facts: Partial<GradeFigures> = {}): GradeFigures => ({
  platformId,
  waiting: 0,
  due: 0,
  oldestAt: null,
  failing: null,
  refused: [],
  sentLastDay: 0,
  ...facts,
});
const failing = { since: SINCE, reason: 'unavailable' };
const refused = [
  { reason: 'gone', count: 3 },
  { reason: 'not-gradable', count: 1 },
];

describe('the rows of platforms', () => {
  it('begin with what does not get through, then what was refused, each by name', () => {
    const ids = ['calm-10', 'calm-9', 'refused', 'failing', 'both'];
    const rows = listPlatformRows(
      ids.map(id => aPlatform(id)),
      [
        someFigures('calm-10', { waiting: 1000 }),
        someFigures('calm-9'),
        someFigures('refused', { refused }),
        someFigures('failing', { failing }),
        someFigures('both', { failing, refused }),
      ],
      compare,
    );
    expect(rows.map(row => row.name)).to.deep.equal(['both', 'failing', 'refused', 'calm-9', 'calm-10']);
  });

  it('tell two platforms of one name apart by their issuers, always in the same order', () => {
    const named = ['b', 'a'].map(id => aPlatform(id, { name: 'Moodle' }));
    const rows = listPlatformRows(named, [someFigures('a'), someFigures('b')], compare);
    expect(rows.map(row => row.issuer)).to.deep.equal(['https://a.example', 'https://b.example']);
  });

  it('say that a platform is disabled, and how many were refused in all', () => {
    const known = [aPlatform('a', { status: 'disabled' })];
    const [row] = listPlatformRows(known, [someFigures('a', { refused })], compare);
    expect(row).to.include({ isDisabled: true, refusedCount: 4 });
  });

  it('add up', () => {
    const rows = listPlatformRows(
      ['a', 'b', 'c'].map(id => aPlatform(id)),
      [
        someFigures('a', { waiting: 2, failing, refused }),
        someFigures('b', { waiting: 3, refused }),
        someFigures('c', { failing: { since: SINCE, reason: null } }),
      ],
      compare,
    );
    expect(sumRows(rows)).to.deep.equal({ waiting: 5, refused: 8, failingPlatforms: 2 });
    expect(sumRows([])).to.deep.equal({ waiting: 0, refused: 0, failingPlatforms: 0 });
  });

  it('name each reason once', () => {
    const rows = listPlatformRows(
      ['a', 'b'].map(id => aPlatform(id)),
      [
        someFigures('a', { failing, refused }),
        someFigures('b', { failing, refused: [{ reason: 'other', count: 1 }] }),
      ],
      compare,
    );
    expect(listReasons(rows)).to.deep.equal(['unavailable', 'gone', 'not-gradable', 'other']);
  });
});
