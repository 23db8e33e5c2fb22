import type { Database } from '../../db/database.ts';
import { openProgress } from '../progress.store.ts';
import type { Condition, ModuleDeadline } from './deadlines.rules.ts';
import type { Counts } from './groups.rules.ts';

export interface CountOptions {
  /** Who did their last step before this stands still. */
  stillBefore: Date;
  /** The time within which dates of one's own are counted. */
  from: Date;
  until: Date;
  deadlines: readonly ModuleDeadline[];
  /** Those of which it is counted who is behind: what a module's steps say costs most. */
  soon: readonly ModuleDeadline[];
}

export interface CountStore {
  /** @returns the counts of one run: one pass over its records, in the database */
  count(activityId: string, options: CountOptions): Promise<Counts>;
}

/** Part of an aggregation. */
type Expression = Record<string, unknown>;

const isThere = (path: string): Expression => ({ $ne: [{ $type: path }, 'missing'] });
const sumOf = (expression: Expression): Expression => ({ $sum: { $cond: [expression, 1, 0] } });
const hasBegun: Expression = { $ne: ['$startedAt', null] };
const isUnderWay: Expression = { $and: [hasBegun, { $eq: ['$doneAt', null] }] };

/** Keys are names out of a package: letters, numbers, hyphens and one stroke, so that they can stand in a path. */
function expressionOf(condition: Condition): Expression {
  switch (condition.of) {
    case 'done':
      return { $or: [isThere(`$steps.${condition.key}`), isThere(`$excused.${condition.key}`)] };
    case 'chosen':
      return { $eq: [`$themes.${condition.key}`, condition.theme] };
    case 'not':
      return { $not: [expressionOf(condition.condition)] };
    default:
      return {
        [condition.of === 'all' ? '$and' : '$or']: condition.conditions.map(expressionOf),
      };
  }
}

function isAhead({ isDone, isMine }: ModuleDeadline): Expression {
  const parts = [{ $not: [expressionOf(isDone)] }, ...(isMine ? [expressionOf(isMine)] : [])];
  return { $and: parts };
}

function stagesOf({ stillBefore, from, until, deadlines, soon }: CountOptions): Expression {
  const ownDate = (deadline: ModuleDeadline): Expression => {
    const path = `$dueAt.${deadline.id}`;
    return { $and: [{ $gt: [path, from] }, { $lte: [path, until] }, isAhead(deadline)] };
  };
  const behind = soon.map((deadline, index): [string, Expression] => [
    `behind${String(index)}`,
    sumOf({ $and: [{ $not: [isThere(`$dueAt.${deadline.id}`)] }, isAhead(deadline)] }),
  ]);
  return {
    _id: null,
    known: { $sum: 1 },
    begun: sumOf(hasBegun),
    done: sumOf({ $ne: ['$doneAt', null] }),
    oneLeft: sumOf({ $and: [isUnderWay, { $eq: [{ $subtract: ['$stepsInAll', '$stepsDone'] }, 1] }] }),
    standStill: sumOf({
      $and: [isUnderWay, { $lt: [{ $ifNull: ['$lastStepAt', '$startedAt'] }, stillBefore] }],
    }),
    ownDates: sumOf({ $or: deadlines.map(ownDate) }),
    ...Object.fromEntries(behind),
  };
}

const NOBODY = { known: 0, begun: 0, done: 0, oneLeft: 0, standStill: 0, ownDates: 0 };

export function createCountStore(db: Database): CountStore {
  const model = openProgress(db);
  return {
    async count(activityId, options) {
      const [found] = await model
        .aggregate<Record<string, number>>([
          { $match: { activityId, isTrial: false } },
          { $group: stagesOf(options) as { _id: null } },
        ])
        .exec();
      const behind = options.soon.map((_one, index) => found?.[`behind${String(index)}`] ?? 0);
      const { known, begun, done, oneLeft, standStill, ownDates } = { ...NOBODY, ...found };
      return { known, begun, done, oneLeft, standStill, ownDates, behind };
    },
  };
}
