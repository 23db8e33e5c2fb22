import type { Locale } from '../i18n/index.ts';
import { newUuid } from '../kit/ids.ts';
import type { Activity } from './activity.ts';
import { partOf, type StoredActivity } from './activity.rules.ts';
import type { ActivityKind, PartDone, PhaseStanding } from './kind.ts';
import { kindOf } from './kind-of.ts';
import { listHere } from './list-here.ts';
import type { ActivitiesParts } from './resolve-activity.ts';

/** What the room that has a part shows of it. */
export interface PartStanding {
  /** The part's first page for who takes part, and those for teachers: below `/l/<launch>/`. */
  path: string;
  teacherPages: ActivityKind['teacherPages'];
  phases: Readonly<Record<string, PhaseStanding>>;
  /** @returns the page of what came of a phase */
  resultPath(phase: string): string;
}

/** Where a theme is: a page of the same launch, or an activity whose own link, which only the LMS knows, has this title. */
export type ThemePlace = { path: string } | { title: string };

export interface ThemeQuestion {
  classroomId: string;
  /** What the asking activity is a part of. */
  whole: Activity | null;
  participantId: string;
}

/** What the feature rooms know of each other's activities: through this room, since they never import each other. */
export interface PartDoor {
  /** @returns how the part of that kind stands for someone, or null where the activity has none. */
  standingOf(whole: Activity, kind: string, participantId: string | null): Promise<PartStanding | null>;
  /** @returns the themes that a person's own answers in the parts recommend to them, by their letters */
  recommendations(whole: Activity, participantId: string): Promise<readonly string[]>;
  /** Tells the whole that someone is done with a phase of its part. */
  notePartDone(done: PartDone): Promise<void>;
  /** @returns where a person of this classroom finds themes, by their letters: in the whole, else beside it */
  findThemes(question: ThemeQuestion): Promise<ReadonlyMap<string, ThemePlace>>;
}

type Parts = Pick<ActivitiesParts, 'activities' | 'kinds' | 'clock'>;

/** @returns whether the activity has a part of that kind */
function hasPart({ kinds }: Pick<Parts, 'kinds'>, whole: Activity, kind: string): boolean {
  return kinds.has(kind) && (kinds.get(whole.kind)?.partsOf?.(whole).includes(kind) ?? false);
}

/** A copied run has the same settings as before, also within its parts. */
async function settingsFor({ activities, kinds }: Parts, whole: Activity, kind: string): Promise<unknown> {
  const { copiedFromId } = whole;
  const id = copiedFromId === null ? null : await activities.findPartId(copiedFromId, kind);
  const earlier = id === null ? null : await activities.find(id);
  return earlier ? earlier.settings : kindOf(kinds, kind).variants[0].settings;
}

async function makePart(parts: Parts, whole: Activity, name: string): Promise<string> {
  const { activities, kinds, clock } = parts;
  const { variants, gradeForms } = kindOf(kinds, name);
  const setup = {
    id: newUuid(),
    kind: name,
    title: variants[0].title(whole.locale ?? 'fi'),
    settings: await settingsFor(parts, whole, name),
    gradeForm: gradeForms[0],
  };
  return activities.insertPart(partOf(whole, setup, clock.now()));
}

/**
 * Whoever comes first makes the part; two at once make one.
 * @param mayUseRecent whether the part as it was a moment ago will do
 * @returns the part of that kind, or null where the activity has none
 */
export async function openPart(
  parts: Parts,
  whole: Activity,
  kind: string,
  { mayUseRecent }: { mayUseRecent: (partId: string) => boolean },
): Promise<StoredActivity | null> {
  if (!hasPart(parts, whole, kind)) return null;
  const { activities } = parts;
  const id = (await activities.findPartId(whole.id, kind)) ?? (await makePart(parts, whole, kind));
  return mayUseRecent(id) ? activities.findRecent(id) : activities.find(id);
}

/** @returns the part as its pages show it: named in the reader's language, where the teacher fixed none */
export function shownPart(
  { kinds }: Pick<Parts, 'kinds'>,
  part: StoredActivity,
  { locale }: Activity,
  reader: Locale,
): StoredActivity {
  return { ...part, locale, title: kindOf(kinds, part.kind).variants[0].title(locale ?? reader) };
}

/** @returns whether anyone but trial runs has begun in an activity or in a part of it */
export async function hasAnyoneBegun(
  { activities, kinds }: Pick<Parts, 'activities' | 'kinds'>,
  { id, kind }: Pick<Activity, 'id' | 'kind'>,
): Promise<boolean> {
  const room = kindOf(kinds, kind);
  if (await room.hasBegun(id)) return true;
  for (const part of room.partsOf ? await activities.listParts(id) : [])
    if (await kindOf(kinds, part.kind).hasBegun(part.id)) return true;
  return false;
}

/** Removes what a trial run left in an activity and in its parts. */
export async function clearTrial(
  { activities, kinds }: Pick<Parts, 'activities' | 'kinds'>,
  { id, kind }: Pick<Activity, 'id' | 'kind'>,
  participantId: string,
): Promise<void> {
  const room = kindOf(kinds, kind);
  for (const part of room.partsOf ? await activities.listParts(id) : [])
    await kindOf(kinds, part.kind).clearTrial(part.id, participantId);
  await room.clearTrial(id, participantId);
}

async function listRecommendations(
  { activities, kinds }: Parts,
  whole: Activity,
  participantId: string,
): Promise<readonly string[]> {
  for (const name of kinds.get(whole.kind)?.partsOf?.(whole) ?? []) {
    const kind = kinds.get(name);
    const id = kind?.recommendations ? await activities.findPartId(whole.id, name) : null;
    const part = id === null ? null : await activities.findRecent(id);
    if (part) return (await kind?.recommendations?.(part, participantId)) ?? [];
  }
  return [];
}

/**
 * Themes of activities beside the asking one: only of those that a link of this classroom has shown. Where several hold a
 * theme, the one with the fewest is named last, so that it counts: a theme alone says more than a whole course.
 */
async function listBeside(
  parts: ActivitiesParts,
  { classroomId, whole }: ThemeQuestion,
): Promise<[letter: string, place: ThemePlace][]> {
  const here = await listHere(parts, classroomId);
  const found = await Promise.all(
    here
      .filter(({ id, isOpened }) => isOpened && id !== whole?.id)
      .map(async activity => {
        const themes = await parts.kinds.get(activity.kind)?.themesIn?.(activity, null);
        return { title: activity.title, letters: [...(themes?.keys() ?? [])] };
      }),
  );
  return found
    .sort((a, b) => b.letters.length - a.letters.length)
    .flatMap(({ title, letters }) => letters.map((letter): [string, ThemePlace] => [letter, { title }]));
}

export function createPartDoor(parts: ActivitiesParts): PartDoor {
  const { kinds } = parts;
  return {
    async standingOf(whole, name, participantId) {
      const room = kindOf(kinds, name);
      const { asPart, teacherPages } = room;
      const part = asPart ? await openPart(parts, whole, name, { mayUseRecent: () => true }) : null;
      if (!asPart || !part) return null;
      const phases = await asPart.phasesOf(part.id, participantId);
      const resultPath = (phase: string): string => asPart.resultPath(phase);
      return { path: room.open('learner'), teacherPages, phases, resultPath };
    },
    recommendations: (whole, participantId) => listRecommendations(parts, whole, participantId),
    async notePartDone(done) {
      await kinds.get(done.whole.activity.kind)?.notePartDone?.(done);
    },
    async findThemes(question) {
      const { whole, participantId } = question;
      const within = whole && (await kinds.get(whole.kind)?.themesIn?.(whole, participantId));
      const inWhole = [...(within ?? [])].map(([letter, path]): [string, ThemePlace] => [letter, { path }]);
      return new Map([...(await listBeside(parts, question)), ...inWhole]);
    },
  };
}
