import type { Activity } from '../activities/activity.ts';
import type { PartDone } from '../activities/kind.ts';
import type { PartDoor } from '../activities/parts.ts';
import type { CoursePackage } from './course-package.rules.ts';
import { nameOfPackage, listSteps } from './course-package.rules.ts';
import type { ReaderRequest } from './course-request.ts';
import type { Packages } from './load-packages.ts';
import type { Marking, Run, Standing, Taker } from './marking.ts';
import { keyOf, type CourseProgress } from './progress.rules.ts';
import { runOf } from './run.rules.ts';
import { leavesOf, type Way, type WayStep } from './way.rules.ts';

/** What the course asks of the activities inside it. */
export type CourseParts = Pick<PartDoor, 'standingOf' | 'recommendations'>;

type PartStep = WayStep & { step: { kind: 'activity' } };

function isPartStep(one: WayStep): one is PartStep {
  return one.step.kind === 'activity';
}

/** @returns the steps that wait for an activity inside the course, those that are locked left out */
function waitingSteps({ modules }: Way): PartStep[] {
  return modules
    .flatMap(leavesOf)
    .filter(isPartStep)
    .filter(({ state }) => state === 'open');
}

/** @returns the package of a run, and those of its themes */
function packagesOf({ settings }: Pick<Activity, 'settings'>, packages: Packages): CoursePackage[] {
  const course = packages.get(nameOfPackage(runOf({ settings }).package));
  if (!course) return [];
  return [course, ...course.themes.flatMap(theme => packages.get(nameOfPackage(theme)) ?? [])];
}

/** @returns the kinds of the activities inside a run */
export function partsOf(activity: Pick<Activity, 'settings'>, packages: Packages): readonly string[] {
  const steps = packagesOf(activity, packages).flatMap(listSteps);
  return [...new Set(steps.flatMap(({ step }) => (step.kind === 'activity' ? step.activity : [])))];
}

/**
 * A crash may have come between sending a part and marking its step: looks whether what waits is done.
 * @returns the request with the standing as it is now
 */
export async function catchUp<R extends ReaderRequest>(
  request: R,
  { marking, door }: { marking: Marking; door: CourseParts },
): Promise<R> {
  const { taker, activity } = request;
  let { standing } = request;
  const waiting = waitingSteps(standing.way);
  if (!taker || waiting.length === 0) return request;
  for (const kind of new Set<string>(waiting.map(({ step }) => step.activity))) {
    const found = await door.standingOf(activity, kind, taker.participantId);
    for (const { key, step } of waiting)
      if (step.activity === kind && found?.phases[step.round]?.doneAt)
        standing = await marking.markDone(request, taker, standing, key);
  }
  return { ...request, standing };
}

/**
 * Marks the step of a phase that someone is done with. A step that is still locked is left: it is marked when they come
 * to it.
 */
export async function notePartDone(
  { whole, kind, phase, participant, locale }: PartDone,
  { marking, packages }: { marking: Marking; packages: Packages },
): Promise<void> {
  const { activity, placementId } = whole;
  const course = packages.get(nameOfPackage(runOf(activity).package));
  if (!course) return;
  const { participantId, platformId, isTrial } = participant;
  const taker: Taker = { participantId, platformId, isTrial, placementId, locale };
  const run: Run = { activity, course };
  let standing: Standing = await marking.load(run, taker);
  for (const { key, step } of waitingSteps(standing.way))
    if (step.activity === kind && step.round === phase)
      standing = await marking.markDone(run, taker, standing, key);
}

/**
 * @param progress of the person who asks; null: whoever it is
 * @returns pages of themes by their letters: the step where it is chosen, else the first where it can be
 */
export function themesIn(
  activity: Pick<Activity, 'settings'>,
  progress: Pick<CourseProgress, 'themes'> | null,
  packages: Packages,
): ReadonlyMap<string, string> {
  const [course] = packagesOf(activity, packages);
  if (!course) return new Map();
  if (course.theme !== undefined) return new Map([[course.theme, 'course/']]);
  const chosen = new Map(Object.entries(progress?.themes ?? {}).map(([key, name]) => [name, key]));
  const taken = new Set(chosen.values());
  const places = listSteps(course).flatMap(({ module, step }) =>
    step.kind === 'theme' ? keyOf(module.id, step.id) : [],
  );
  const free = places.find(key => !taken.has(key)) ?? places[0];
  return new Map(
    course.themes.flatMap(ref => {
      const letter = packages.get(nameOfPackage(ref))?.theme;
      const key = chosen.get(nameOfPackage(ref)) ?? free;
      return letter === undefined || key === undefined ? [] : [[letter, `course/step/${key}`]];
    }),
  );
}
