import { expect } from 'chai';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { CoursePackage } from '../../../../src/course/course-package.rules.ts';
import { createCountStore } from '../../../../src/course/messages/counts.store.ts';
import { deadlinesOf } from '../../../../src/course/messages/deadlines.rules.ts';
import { windowOf, type Counts } from '../../../../src/course/messages/groups.rules.ts';
import { emptyProgress, type CourseProgress } from '../../../../src/course/progress.rules.ts';
import { createProgressStore } from '../../../../src/course/progress.store.ts';
import { findModule, wayOf, type Way } from '../../../../src/course/way.rules.ts';
import type { Database } from '../../../../src/db/index.ts';
import { aCourse, aModule, aStep, aText, aTheme, packagesOf } from '../../../support/course-package.ts';
import { openTestDatabase } from '../../../support/database.ts';

const course = aCourse(
  [
    aModule('one', [aText('a'), aText('b')]),
    aModule('themes', [aStep('theme', 'theme-1', {}), aStep('theme', 'theme-2', {})]),
  ],
  {
    themes: [
      { package: 'theme-x', version: 1 },
      { package: 'theme-y', version: 1 },
    ],
  },
);
const packages: Map<string, CoursePackage> = packagesOf(
  course,
  aTheme('theme-x', 'X'),
  aTheme('theme-y', 'Y'),
);
const run = { modules: {} };
const now = new Date('2026-10-01T09:00:00Z');
const window = windowOf(now);
const deadlines = deadlinesOf({ course, packages, run, isScheduleOpen: false });

const KEYS = [
  'one/a',
  'one/b',
  'themes/theme-1',
  'theme-x/first',
  'theme-x/second',
  'theme-y/first',
  'theme-y/second',
];
/** On both sides of each border that is counted by. */
const moment = fc.integer({ min: -30, max: 15 }).map(days => new Date(now.getTime() + days * 86_400_000));
const times = (keys: readonly string[]): fc.Arbitrary<Record<string, Date>> =>
  fc.subarray([...keys]).chain(some => fc.record(Object.fromEntries(some.map(key => [key, moment]))));
const themes = fc.constantFrom<Record<string, string>>(
  {},
  { 'themes/theme-1': 'theme-x@1' },
  { 'themes/theme-1': 'theme-y@1', 'themes/theme-2': 'theme-x@1' },
  { 'themes/theme-2': 'theme-gone@1' },
);
const someone = fc.record({
  steps: times(KEYS),
  excused: times(['one/a', 'theme-x/second', 'themes/theme-2']),
  dueAt: times(['one', 'themes', 'theme-x']),
  themes,
  startedAt: fc.option(moment),
  lastStepAt: fc.option(moment),
  isTrial: fc.integer({ min: 0, max: 9 }).map(number => number === 0),
});

const wayFor = (progress: CourseProgress): Way =>
  wayOf({ course, packages, run, progress, isScheduleOpen: false, now });

/** What is kept of someone, with the counts that are kept beside their steps. */
function progressOf(facts: Partial<CourseProgress>, index: number): CourseProgress {
  const of = {
    activityId: 'activity-1',
    participantId: `p-${String(index)}`,
    platformId: 'x',
    isTrial: false,
  };
  const progress = { ...emptyProgress(of), ...facts };
  const { hours, hoursDone, steps: stepsInAll, stepsDone, isDone } = wayFor(progress);
  return { ...progress, hours, hoursDone, stepsInAll, stepsDone, doneAt: isDone ? now : null };
}

/** The same counts, one person after another by their way. */
function countByWays(everyone: readonly CourseProgress[]): Counts {
  const count = (is: (one: CourseProgress) => boolean): number =>
    everyone.filter(one => !one.isTrial && is(one)).length;
  const isUnderWay = (one: CourseProgress): boolean => one.startedAt !== null && one.doneAt === null;
  const isAhead = (one: CourseProgress, id: string): boolean => {
    const module = findModule(wayFor(one), id);
    return module !== undefined && module.state !== 'done';
  };
  const { from, until, stillBefore } = window;
  return {
    known: count(() => true),
    begun: count(one => one.startedAt !== null),
    done: count(one => one.doneAt !== null),
    oneLeft: count(one => isUnderWay(one) && one.stepsInAll - one.stepsDone === 1),
    standStill: count(one => isUnderWay(one) && (one.lastStepAt ?? one.startedAt ?? now) < stillBefore),
    behind: deadlines.map(({ id }) => count(one => !(id in one.dueAt) && isAhead(one, id))),
    ownDates: count(one =>
      deadlines.some(({ id }) => {
        const own = one.dueAt[id];
        return own !== undefined && own > from && own <= until && isAhead(one, id);
      }),
    ),
  };
}

describe('the counts of a course', () => {
  let db: Database;
  beforeEach(async () => {
    db = await openTestDatabase();
  });
  afterEach(() => db.close());

  it('are what one gets who goes each person’s way, whatever they did, chose or were given', async () => {
    const store = createProgressStore(db);
    const everyone = fc.sample(someone, { numRuns: 200, seed: 2026 }).map(progressOf);
    await Promise.all(everyone.map(one => store.save(one)));
    await store.save({ ...progressOf({ startedAt: now }, 0), activityId: 'activity-2' });
    const found = await createCountStore(db).count('activity-1', { ...window, deadlines, soon: deadlines });
    expect(found).to.deep.equal(countByWays(everyone));
    // Nothing was counted by there being nobody.
    for (const value of [
      found.done,
      found.oneLeft,
      found.standStill,
      found.ownDates,
      ...found.behind.slice(0, 3),
    ])
      expect(value).to.be.above(0);
  });

  it('are nothing where nobody has begun', async () => {
    const found = await createCountStore(db).count('activity-1', { ...window, deadlines, soon: deadlines });
    expect(found).to.deep.equal(countByWays([]));
  });
});
