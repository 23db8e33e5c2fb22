import type { Comparison, Launches } from './comparison.ts';
import type { SteadyLoad } from './memory.ts';
import { slowedBy, type GradeLoad } from './grades.ts';
import type { CourseLoad } from './course.ts';
import type { GroupLoad } from './group.ts';
import { median } from './rate.ts';
import type { RoundTrips } from './round-trips.ts';
import type { Saves } from './saves.ts';
import type { Scale } from './scale.ts';
import type { StartTime, StartTimes } from './start-time.ts';
import type { Bound, Row } from './table.ts';

/** All that was measured. */
export interface Results {
  comparison: Comparison;
  trips: RoundTrips;
  saves: Saves;
  scale: Scale;
  steady: SteadyLoad;
  grades: GradeLoad;
  group: GroupLoad;
  course: CourseLoad;
  starts: StartTimes;
}

const MEGABYTE = 1_000_000;

/** What the issue promises. */
const MOST = { launchTrips: 6, pageTrips: 3, start: 1.5, megabytes: 500, timesMedian: 10, scale: 1.5 };
/** Of grades: seconds for 10,000 over 4 platforms, what a silent one costs the others, memory for 99,000 more. */
const MOST_OF_GRADES = { drainSeconds: 39, slowedBy: 1.1, megabytes: 30 };
/** Of a course: a step of many learners beside one of few, an overview in steps, round trips and writes. */
const MOST_OF_COURSE = { step: 1.2, overview: 10, trips: 3, writes: 1 };
const LEAST_TIMES_BARE = 3;
const LEAST_OF_BARE_SAVES = 0.7;

function number(value: number | null, digits = 0): string {
  return value === null ? '?' : value.toFixed(digits);
}

function megabytesOf(peakBytes: number | null): number | null {
  return peakBytes === null ? null : peakBytes / MEGABYTE;
}

function ratioOf(ours: readonly number[], other: readonly number[]): number {
  return median(ours) / median(other);
}

/** Median, and the rounds in their order. */
function spread(values: readonly number[], digits = 0): string {
  return `${number(median(values), digits)} (${values.map(value => number(value, digits)).join(' ')})`;
}

function compared(what: string, ours: readonly number[], other: readonly number[], digits = 0): Row {
  const ratio = number(ratioOf(ours, other), 2);
  return { what, ours: spread(ours, digits), other: spread(other, digits), ratio };
}

function single(what: string, ours: string): Row {
  return { what, ours, other: '', ratio: '' };
}

/** One number of each side, or a question mark. */
function pair(what: string, ours: number | null, other: number | null, digits = 0): Row {
  const ratio = ours === null || other === null || other === 0 ? '' : number(ours / other, 2);
  return { what, ours: number(ours, digits), other: number(other, digits), ratio };
}

function launchRows(ours: Launches, bare: Launches): Row[] {
  const fetches = ({ keyFetches, launched }: Launches): number => keyFetches / launched;
  return [
    compared('launches/s, one at a time', ours.alone, bare.alone),
    compared('launches/s, 16 at once', ours.crowd, bare.crowd),
    pair('first launches/s of newcomers, 16 at once', ours.first, bare.first),
    pair('processor time a launch, ms: tool', ours.toolMs, bare.toolMs, 1),
    pair('processor time a launch, ms: database', ours.databaseMs, bare.databaseMs, 1),
    pair('fetches a launch', fetches(ours), fetches(bare), 2),
  ];
}

const wallOf = (starts: readonly StartTime[]): number[] => starts.map(({ ms }) => ms);

const saidOf = (starts: readonly StartTime[]): number[] => starts.map(({ saidMs }) => saidMs);

/** @returns the processor time of the middle start, or null where the system does not tell */
function processorOf(starts: readonly StartTime[]): number | null {
  const known = starts.flatMap(({ processorMs }) => processorMs ?? []);
  return known.length === 0 ? null : median(known);
}

function startRows({ withDemo, withoutDemo, importsOnly }: StartTimes): Row[] {
  const other = processorOf(importsOnly);
  return [
    compared('start to first answer, ms: npm start', wallOf(withDemo), wallOf(importsOnly)),
    compared('start to first answer, ms: no demo LMS', wallOf(withoutDemo), wallOf(importsOnly)),
    compared('start to the line that it serves, ms: npm start', saidOf(withDemo), saidOf(importsOnly)),
    pair('processor time of a start, ms: npm start', processorOf(withDemo), other),
    pair('processor time of a start, ms: no demo LMS', processorOf(withoutDemo), other),
  ];
}

function scaleRows({ stored, large, small, crowd }: Scale): Row[] {
  const much = `${number(stored.participants)} people and ${number(stored.platforms)} platforms stored`;
  return [
    compared(`launches/s, 16 at once: ${much}, beside none`, large, small),
    single(
      `${number(crowd.launched)} launches at once there, ms: median / slowest`,
      `${number(crowd.medianMs)} / ${number(crowd.slowestMs)}`,
    ),
  ];
}

function steadyRows({ learners, perSecond, medianMs, slowestHundredthMs, peakBytes }: SteadyLoad): Row[] {
  return [
    single(
      `peak memory, MB: own engine, ${number(learners)} save once a second`,
      number(megabytesOf(peakBytes)),
    ),
    single('answers saved/s meanwhile', number(perSecond)),
    single(
      'an answer saved meanwhile, ms: median / slowest hundredth',
      `${number(medianMs)} / ${number(slowestHundredthMs)}`,
    ),
  ];
}

function waitingMegabytes({ waiting: { fewBytes, manyBytes } }: GradeLoad): number | null {
  return fewBytes === null || manyBytes === null ? null : (manyBytes - fewBytes) / MEGABYTE;
}

/** A quick run sends fewer. */
function secondsOf10000({ drainSeconds, grades }: GradeLoad): number {
  return (median(drainSeconds) * 10_000) / grades;
}

function gradeRows(load: GradeLoad): Row[] {
  const { grades, platforms, drainSeconds, toolMs, othersSeconds, waiting } = load;
  const all = `${number(grades)} grades to ${number(platforms)} platforms of 50 ms`;
  return [
    single(`${all}, s (in theory ${number((grades * 0.05) / platforms / 4)})`, spread(drainSeconds, 1)),
    single('processor time a grade, ms: tool', number(toolMs, 1)),
    compared(
      'one platform silent, s for the others, beside all well',
      othersSeconds.oneSilent,
      othersSeconds.well,
      1,
    ),
    pair(
      `peak memory, MB: ${number(waiting.many)} grades wait, beside ${number(waiting.few)}`,
      megabytesOf(waiting.manyBytes),
      megabytesOf(waiting.fewBytes),
    ),
  ];
}

function groupRows({ respondents, fewMs, manyMs, takenInSeconds }: GroupLoad): Row[] {
  const { few, many } = respondents;
  return [
    compared(
      `group results opened, ms: ${number(many)} respondents, beside ${number(few)}`,
      manyMs,
      fewMs,
      1,
    ),
    single(`${number(many)} answers sent at once, s until they are in the results`, number(takenInSeconds)),
  ];
}

function courseRows({ learners, fewMs, manyMs, overviewMs, stepTrips, overviewTrips }: CourseLoad): Row[] {
  const many = number(learners.many);
  return [
    compared(`a course's step, ms: ${many} learners, beside ${number(learners.few)}`, manyMs, fewMs, 1),
    compared(`a teacher's overview of ${many} learners, ms, beside a step`, overviewMs, manyMs, 1),
    single(
      'round trips of the room: a step, the overview',
      `${number(stepTrips.length)}, ${number(overviewTrips.length)}`,
    ),
  ];
}

/** @returns the table's rows; what they are compared with is the bare ltijs tool, at the start the app that imports */
export function rowsOf({
  comparison,
  trips,
  saves,
  scale,
  steady,
  grades,
  group,
  course,
  starts,
}: Results): Row[] {
  const { pages, pagesUnderWay } = comparison;
  return [
    ...launchRows(comparison.ours, comparison.bare),
    single('first pages/s, not begun, 16 at once', number(pages)),
    single('first pages/s, under way, 16 at once', number(pagesUnderWay)),
    compared(
      'answers saved/s, 16 at once, beside a bare Express route with one update',
      saves.ours,
      saves.bare,
    ),
    single('database round trips: login to redirect', number(trips.launch.length)),
    single('database round trips: first page, not begun', number(trips.firstPage.length)),
    single('database round trips: first page, under way', number(trips.firstPageUnderWay.length)),
    single('database round trips: an answer saved', number(trips.save.length)),
    ...scaleRows(scale),
    ...steadyRows(steady),
    ...gradeRows(grades),
    ...groupRows(group),
    ...courseRows(course),
    ...startRows(starts),
  ];
}

function timesBare(what: string, ours: readonly number[], bare: readonly number[]): Bound {
  return atLeast(
    `${what} at least ${number(LEAST_TIMES_BARE)} times those of the bare ltijs tool`,
    ratioOf(ours, bare),
    LEAST_TIMES_BARE,
  );
}

function atLeast(what: string, ratio: number, least: number): Bound {
  return { what, measured: `${number(ratio, 2)} times`, isKept: ratio >= least };
}

const WRITES = new Set(['insert', 'update', 'delete', 'findAndModify', 'bulkWrite']);

function isWrite(command: string): boolean {
  return WRITES.has(command);
}

function atMost(what: string, value: number | null, most: number, digits = 0): Bound {
  return { what, measured: number(value, digits), isKept: value !== null && value <= most };
}

/** @returns what the issue promises, each with what was measured */
export function boundsOf(results: Results): Bound[] {
  const { comparison, trips, saves, scale, steady, grades, group, course, starts } = results;
  const { ours, bare } = comparison;
  const start = ratioOf(wallOf(starts.withDemo), wallOf(starts.importsOnly));
  return [
    timesBare('launches a second, one at a time,', ours.alone, bare.alone),
    timesBare('launches a second, 16 at once,', ours.crowd, bare.crowd),
    atMost('at most 6 database round trips from login to redirect', trips.launch.length, MOST.launchTrips),
    atMost('no fetch in a launch', ours.keyFetches, 0),
    atMost('at most 3 more for the first page', trips.firstPage.length, MOST.pageTrips),
    atMost(
      'at most 3 more for the first page of a learner under way, too',
      trips.firstPageUnderWay.length,
      MOST.pageTrips,
    ),
    atMost('one journaled write for an answer saved', trips.save.filter(isWrite).length, 1),
    atLeast(
      'answers saved a second at least 0.7 times those of a bare Express route with one update',
      ratioOf(saves.ours, saves.bare),
      LEAST_OF_BARE_SAVES,
    ),
    atMost(
      'a launch with much stored costs at most 1.5 times what it costs with little',
      ratioOf(scale.small, scale.large),
      MOST.scale,
      2,
    ),
    atMost(
      'of all who launch at once none waits more than 10 times the median',
      scale.crowd.slowestMs / scale.crowd.medianMs,
      MOST.timesMedian,
      1,
    ),
    atMost('start to first answer at most 1.5 times that of the app that only imports', start, MOST.start, 2),
    atMost(
      '10,000 grades to 4 platforms in at most 39 s',
      secondsOf10000(grades),
      MOST_OF_GRADES.drainSeconds,
      1,
    ),
    atMost('a silent platform costs the others at most 10 %', slowedBy(grades), MOST_OF_GRADES.slowedBy, 2),
    atMost(
      'memory grows by at most 30 MB from 1,000 to 100,000 waiting grades',
      waitingMegabytes(grades),
      MOST_OF_GRADES.megabytes,
    ),
    atMost(
      'group results of 100,000 open in at most 1.5 times the time of those of 1,000',
      median(group.manyMs) / median(group.fewMs),
      MOST.scale,
      2,
    ),
    atMost(
      'a step of 10,000 learners in a course costs at most 1.2 times what one of 100 costs',
      ratioOf(course.manyMs, course.fewMs),
      MOST_OF_COURSE.step,
      2,
    ),
    atMost('at most 3 round trips for a step of a course', course.stepTrips.length, MOST_OF_COURSE.trips),
    atMost(
      'a step marked as done is one write',
      course.markTrips.filter(isWrite).length,
      MOST_OF_COURSE.writes,
    ),
    atMost(
      'an overview of 10,000 learners opens in the time of 10 steps',
      ratioOf(course.overviewMs, course.manyMs),
      MOST_OF_COURSE.overview,
      1,
    ),
    atMost('peak memory under 500 MB', megabytesOf(steady.peakBytes), MOST.megabytes),
  ];
}
