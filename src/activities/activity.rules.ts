import type { Activity } from './activity.ts';

/** What the stores keep of an activity besides what other rooms need. */
export interface StoredActivity extends Activity {
  /** The earlier activity that this fresh run joined: whoever comes to this one is led there. */
  movedToId: string | null;
  /** The activity of which this one is a part: it has no link of its own. Null: it stands by itself. */
  partOfId: string | null;
}

/** What a teacher decided of an activity. */
export interface ActivityChoices {
  title: string;
  locale: Activity['locale'];
  dueAt: Date | null;
}

/** What is decided of an activity's schedule beside its kind's own dates. */
export type Schedule = Pick<Activity, 'dueAt'>;

/**
 * A course copied for the next term, or a restored backup: the same settings and no people. A date that has passed is
 * switched off, and the schedule is open until a teacher sets it.
 * @param source the activity whose uuid came from a new classroom
 */
export function freshRunOf(
  source: StoredActivity,
  place: { id: string; classroomId: string; platformId: string },
  now: Date,
): StoredActivity {
  const isPast = source.dueAt !== null && source.dueAt <= now;
  return {
    ...place,
    kind: source.kind,
    title: source.title,
    locale: source.locale,
    settings: structuredClone(source.settings),
    gradeForm: source.gradeForm,
    points: source.points,
    dueAt: isPast ? null : source.dueAt,
    isScheduleOpen: isPast || source.isScheduleOpen,
    copiedFromId: source.id,
    movedToId: null,
    partOfId: null,
    createdAt: now,
  };
}

/** What a part is set up from. */
export interface PartSetup {
  id: string;
  kind: string;
  title: string;
  settings: unknown;
  gradeForm: Activity['gradeForm'];
}

/** The activity inside another: no dates and no points of its own, for the whole has them. */
export function partOf(
  { id, locale, classroomId, platformId }: Activity,
  part: PartSetup,
  now: Date,
): StoredActivity & { partOfId: string } {
  return {
    ...part,
    settings: structuredClone(part.settings),
    locale,
    dueAt: null,
    points: null,
    classroomId,
    platformId,
    copiedFromId: null,
    movedToId: null,
    partOfId: id,
    isScheduleOpen: false,
    createdAt: now,
  };
}
