import { expect } from 'chai';
import {
  emptyGrade,
  overrideGrade,
  parseScore,
  planScore,
  rescaleGrade,
  type PostedScore,
} from '../../../src/demo-lms/gradebook.rules.ts';
import type { DemoGrade, DemoLineItem } from '../../../src/demo-lms/index.ts';

const NOW = new Date('2026-11-27T12:00:00.500Z');
const BODY = {
  userId: '3',
  timestamp: '2026-11-27T11:00:00.900Z',
  gradingProgress: 'FullyGraded',
  activityProgress: 'Completed',
  scoreGiven: 3,
  scoreMaximum: 5,
};

function anItem(changes: Partial<DemoLineItem> = {}): DemoLineItem {
  return {
    id: '7',
    courseId: '2',
    activityId: '6',
    coupling: null,
    label: 'Arvio',
    maximum: 100,
    isLocked: false,
    ...changes,
  };
}

function aScore(changes: Record<string, unknown> = {}): PostedScore {
  const score = parseScore({ ...BODY, ...changes });
  if (!score) throw new Error('the score of this test cannot be read');
  return score;
}

function written(item: DemoLineItem, grade: DemoGrade | null, score: PostedScore): DemoGrade {
  const outcome = planScore(item, grade, score, NOW);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.grade;
}

describe('demo LMS: the gradebook reads a score', () => {
  for (const name of ['userId', 'timestamp', 'gradingProgress', 'activityProgress']) {
    it(`refuses one without ${name}`, () => {
      expect(parseScore({ ...BODY, [name]: undefined })).to.equal(null);
    });
  }
  const WRONG: [string, unknown][] = [
    ['no object', 'score'],
    ['a time in words', { ...BODY, timestamp: 'yesterday' }],
    ['a time as a number', { ...BODY, timestamp: 1_795_000_000 }],
    ['points in words', { ...BODY, scoreGiven: 'three' }],
    ['points without a maximum', { ...BODY, scoreMaximum: undefined }],
    ['a maximum in words', { ...BODY, scoreMaximum: 'five' }],
  ];
  for (const [what, body] of WRONG) {
    it(`refuses ${what}`, () => {
      expect(parseScore(body)).to.equal(null);
    });
  }

  it('takes a progress without points', () => {
    expect(aScore({ scoreGiven: undefined, scoreMaximum: undefined, gradingProgress: 'Pending' })).to.include(
      { scoreGiven: null },
    );
  });

  it('takes a time with an offset as the moment it is', () => {
    expect(aScore({ timestamp: '2026-11-27T13:00:00+02:00' }).timestamp.toISOString()).to.equal(
      '2026-11-27T11:00:00.000Z',
    );
  });
});

describe('demo LMS: the gradebook writes a score', () => {
  it('scales points to the column and keeps the time in whole seconds', () => {
    expect(written(anItem(), null, aScore())).to.deep.include({
      raw: 60,
      final: 60,
      modifiedAt: '2026-11-27T11:00:00.000Z',
    });
  });

  it('clips the final grade and not the raw one', () => {
    expect(written(anItem(), null, aScore({ scoreGiven: 6 }))).to.include({ raw: 120, final: 100 });
    expect(written(anItem(), null, aScore({ scoreGiven: -1 }))).to.include({ final: 0 });
  });

  it('keeps the comment as feedback, and a score without one wipes it', () => {
    const first = written(anItem(), null, aScore({ comment: 'Hyvä' }));
    expect(first.feedback).to.equal('Hyvä');
    expect(written(anItem(), first, aScore({ timestamp: '2026-11-27T11:00:02Z' })).feedback).to.equal(null);
  });

  for (const timestamp of ['2026-11-27T11:00:00.999Z', '2026-11-27T11:00:00Z', '2026-11-27T10:59:59Z']) {
    it(`answers 409 to ${timestamp} after a score of 11:00:00.900`, () => {
      const first = written(anItem(), null, aScore());
      expect(planScore(anItem(), first, aScore({ timestamp }), NOW)).to.include({ ok: false, status: 409 });
    });
  }

  it('takes a score of the next second', () => {
    const first = written(anItem(), null, aScore());
    expect(
      written(anItem(), first, aScore({ timestamp: '2026-11-27T11:00:01Z', scoreGiven: 5 })).final,
    ).to.equal(100);
  });

  for (const erasing of [{ gradingProgress: 'PendingManual' }, { scoreGiven: undefined }]) {
    it(`erases the grade when ${JSON.stringify(Object.keys(erasing))} says that it is not final`, () => {
      const first = written(anItem(), null, aScore());
      const erased = written(anItem(), first, aScore({ timestamp: '2026-11-27T11:00:05Z', ...erasing }));
      expect(erased).to.include({ raw: null, final: null, modifiedAt: null });
    });
  }

  it('leaves an overridden grade and its feedback as they are, and changes the raw grade', () => {
    const first = written(anItem(), null, aScore({ comment: 'Hyvä' }));
    const overridden = overrideGrade(anItem(), first, 80, NOW);
    const later = written(
      anItem(),
      overridden,
      aScore({ timestamp: '2026-11-27T12:00:01Z', scoreGiven: 5, comment: 'Uusi' }),
    );
    expect(later).to.include({
      raw: 100,
      final: 80,
      feedback: 'Hyvä',
      modifiedAt: '2026-11-27T12:00:00.000Z',
    });
  });

  it('answers 409 to a score from before the teacher typed a grade', () => {
    const overridden = overrideGrade(anItem(), emptyGrade('7', '3'), 80, NOW);
    expect(planScore(anItem(), overridden, aScore(), NOW)).to.include({ status: 409 });
  });

  it('answers 500 when the column or the cell is locked', () => {
    expect(planScore(anItem({ isLocked: true }), null, aScore(), NOW)).to.include({ ok: false, status: 500 });
    expect(planScore(anItem(), { ...emptyGrade('7', '3'), isLocked: true }, aScore(), NOW)).to.include({
      status: 500,
    });
  });

  it('stamps an erased cell of a manual column with the present time', () => {
    const item = anItem({ activityId: null });
    const first = written(item, null, aScore());
    const erased = written(
      item,
      first,
      aScore({ timestamp: '2026-11-27T11:00:05Z', gradingProgress: 'Pending' }),
    );
    expect(erased).to.include({ final: null, modifiedAt: '2026-11-27T12:00:00.000Z' });
  });

  it('keeps a grade its share when the maximum changes', () => {
    expect(rescaleGrade(written(anItem(), null, aScore()), 100, 10)).to.include({ raw: 6, final: 6 });
  });
});
