import type { PipelineStage } from 'mongoose';
import type { Database } from '../../db/database.ts';
import type { CourseProgress } from '../progress.rules.ts';
import { openProgress } from '../progress.store.ts';
import type { FunnelGroup, Seen, SeenFrom } from './funnel.rules.ts';
import type { PeopleFilter, PersonLine, Sort } from './people.rules.ts';

/** What the overview counts by. */
export interface Counting {
  activityId: string;
  /** From when a step counts as of this week, and as of the last two. */
  from: SeenFrom;
  /** Bounds of the classes of hours, from 0 to all. */
  bounds: readonly number[];
  /** The version of the run's package: who was counted by an earlier one is to be counted anew. */
  version: number;
}

/** People who stand alike, by the day of their last step: null if that was over two weeks ago. */
export type DayGroup = Omit<FunnelGroup, 'seen'> & { day: Date | null };

export interface OverviewStore {
  /** Counts all who have begun, trial runs left out: one trip, and nothing but an index is read. */
  countGroups(counting: Counting): Promise<{ groups: DayGroup[]; behind: number }>;
  /** @returns when anything of the run's people changed last, or null */
  findLastChange(activityId: string): Promise<Date | null>;
  countPeople(counting: Counting, filter: PeopleFilter): Promise<number>;
  /** @param part absent: all of them, in no order */
  listPeople(
    counting: Counting,
    filter: PeopleFilter,
    part?: { sort: Exclude<Sort, 'name'>; skip: number; limit: number },
  ): Promise<PersonLine[]>;
  /** @returns ids of all who have begun */
  listBegun(activityId: string): Promise<string[]>;
}

const BEGINNING = new Date(0);
/** More groups than that do not come of a course: one trip brings them all. */
const ALL_AT_ONCE = 100_000;
/** Who has only chosen a theme was seen when they did. */
const LAST_SEEN = { $ifNull: ['$lastStepAt', '$startedAt'] };

function begunIn(activityId: string): Record<string, unknown> {
  return { activityId, isTrial: false, startedAt: { $gt: BEGINNING } };
}

function groupsBy({ activityId, from, bounds, version }: Counting): PipelineStage[] {
  const branches = bounds.slice(1, -1).map((bound, index) => ({
    case: { $lt: ['$hoursDone', bound] },
    then: index,
  }));
  const last = bounds.length - 2;
  const hoursClass = branches.length > 0 ? { $switch: { branches, default: last } } : { $literal: 0 };
  const at = { $cond: [{ $gt: ['$doneAt', null] }, null, '$standsAt'] };
  const asDay = { $dateTrunc: { date: LAST_SEEN, unit: 'day' } };
  const day = { $cond: [{ $gte: [LAST_SEEN, from.fortnight] }, asDay, null] };
  return [
    { $match: begunIn(activityId) },
    {
      $group: {
        _id: { at, platformId: '$platformId', day, hoursClass },
        people: { $sum: 1 },
        hours: { $sum: '$hoursDone' },
        behind: { $sum: { $cond: [{ $lt: ['$countedVersion', version] }, 1, 0] } },
      },
    },
  ];
}

interface GroupDoc extends Pick<DayGroup, 'people' | 'hours'> {
  _id: Omit<DayGroup, 'people' | 'hours'>;
  behind: number;
}

function seenBetween(seen: Seen, { week, fortnight }: Counting['from']): Record<string, unknown> {
  const since = { week: [week], fortnight: [fortnight, week], longer: [BEGINNING, fortnight] }[seen];
  const [from, to] = since;
  const parts = [{ $gte: [LAST_SEEN, from] }, ...(to ? [{ $lt: [LAST_SEEN, to] }] : [])];
  return { $expr: { $and: parts } };
}

function hoursBetween(hoursClass: number, bounds: readonly number[]): Record<string, unknown> {
  const isLast = hoursClass >= bounds.length - 2;
  const from = hoursClass === 0 ? {} : { $gte: bounds[hoursClass] };
  const to = isLast ? {} : { $lt: bounds[hoursClass + 1] };
  return hoursClass === 0 && isLast ? {} : { hoursDone: { ...from, ...to } };
}

function filterOf({ activityId, from, bounds }: Counting, filter: PeopleFilter): Record<string, unknown> {
  const { at, state, seen, hoursClass, platformIds } = filter;
  const isUnderWay = at !== undefined || state === 'under-way' || seen !== undefined;
  const done = state === 'done' ? { $gt: BEGINNING } : null;
  return {
    ...begunIn(activityId),
    ...(isUnderWay || state === 'done' ? { doneAt: isUnderWay ? null : done } : {}),
    ...(at === undefined ? {} : { standsAt: at }),
    ...(platformIds ? { platformId: { $in: [...platformIds] } } : {}),
    ...(hoursClass === undefined ? {} : hoursBetween(hoursClass, bounds)),
    ...(seen === undefined ? {} : seenBetween(seen, from)),
  };
}

const LINE = {
  _id: 0,
  participantId: 1,
  startedAt: 1,
  doneAt: 1,
  standsAt: 1,
  lastStepAt: 1,
  hoursDone: 1,
} as const;

const ORDERS = {
  seen: { lastStepAt: 1, participantId: 1 },
  hours: { hoursDone: 1, participantId: 1 },
} as const;

export function createOverviewStore(db: Database): OverviewStore {
  const model = openProgress(db);
  return {
    async countGroups(counting) {
      const found = await model.aggregate<GroupDoc>(groupsBy(counting), { batchSize: ALL_AT_ONCE });
      return {
        groups: found.map(({ _id, people, hours }) => ({ ..._id, people, hours })),
        behind: found.reduce((all, { behind }) => all + behind, 0),
      };
    },
    async findLastChange(activityId) {
      const last = await model
        .findOne({ activityId }, { _id: 0, changedAt: 1 })
        .sort({ activityId: 1, changedAt: -1 })
        .lean<Pick<CourseProgress, 'changedAt'> | null>();
      return last?.changedAt ?? null;
    },
    countPeople: (counting, filter) => model.countDocuments(filterOf(counting, filter)).exec(),
    listPeople(counting, filter, part) {
      const query = model.find(filterOf(counting, filter), LINE);
      if (part) query.sort(ORDERS[part.sort]).skip(part.skip).limit(part.limit);
      return query.lean<PersonLine[]>().exec();
    },
    async listBegun(activityId) {
      const found = await model
        .find(begunIn(activityId), { _id: 0, participantId: 1 })
        .lean<Pick<PersonLine, 'participantId'>[]>();
      return found.map(({ participantId }) => participantId);
    },
  };
}
