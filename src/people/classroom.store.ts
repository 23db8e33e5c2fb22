import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { retryDuplicate } from '../db/duplicate-key.ts';
import type { Locale } from '../i18n/index.ts';
import { SECOND_MS, type Clock } from '../kit/clock.ts';
import { createRecent } from '../kit/recent.ts';
import type { Launch } from '../lti/launch.ts';
import { classroomIdOf, factsOf, isKnown } from './classroom.rules.ts';
import type { Classroom } from './people.ts';

type ClassroomDoc = Omit<Classroom, 'id'> & { _id: string };

const optional = { type: String, default: null };
const schema = new Schema<ClassroomDoc>(
  {
    _id: { type: String, required: true },
    platformId: { type: String, required: true },
    deploymentId: { type: String, required: true },
    contextId: optional,
    title: optional,
    earlierContextIds: [String],
    membershipsUrl: optional,
    ags: { type: Schema.Types.Mixed, default: null },
    staff: [{ _id: false, sub: String, name: optional, locale: optional, lastSeenAt: Date }],
    createdAt: { type: Date, required: true },
  },
  { collection: 'people_classrooms', versionKey: false },
);

/** A class that starts at once reads its classroom once; what another process noted is seen after so long. */
const MEMORY_MS = 10 * SECOND_MS;
const REMEMBERED = 1000;

/** What an LMS sends is put into a pipeline as a value: a name such as `$title` would otherwise be read as a field. */
const value = (literal: unknown): { $literal: unknown } => ({ $literal: literal });

/** What a launch leaves out (the roster's address before the first link, say) stays as an earlier one said. */
const valueOrOld = (literal: unknown, field: string): unknown =>
  literal === undefined ? { $ifNull: [`$${field}`, null] } : value(literal);

function staffAfter(launch: Launch, now: Date): unknown {
  const known = { $ifNull: ['$staff', []] };
  if (launch.role !== 'teacher') return known;
  const pick = (operator: '$eq' | '$ne'): unknown => ({
    $filter: { input: known, as: 'one', cond: { [operator]: ['$$one.sub', value(launch.sub)] } },
  });
  const seen = {
    sub: value(launch.sub),
    lastSeenAt: now,
    ...(launch.name === undefined ? {} : { name: value(launch.name) }),
  };
  const member = { $mergeObjects: [{ name: null, locale: null }, { $first: pick('$eq') }, seen] };
  return { $concatArrays: [pick('$ne'), [member]] };
}

/**
 * One stage that makes or renews the classroom. It has no time of the last launch: the second and every later launch of
 * a class then says nothing new, and nothing is written.
 */
function classroomAfter(launch: Launch, now: Date): Record<string, unknown> {
  const facts = factsOf(launch);
  return {
    platformId: value(launch.platformId),
    deploymentId: value(launch.deploymentId),
    contextId: value(facts.contextId),
    title: valueOrOld(facts.title, 'title'),
    earlierContextIds: value(facts.earlierContextIds),
    membershipsUrl: valueOrOld(facts.membershipsUrl, 'membershipsUrl'),
    ags: valueOrOld(facts.ags, 'ags'),
    staff: staffAfter(launch, now),
    createdAt: { $ifNull: ['$createdAt', now] },
  };
}

function toClassroom({ _id, ...rest }: ClassroomDoc): Classroom {
  return { id: _id, ...rest };
}

export interface ClassroomStore {
  /** Makes or renews the classroom of a launch; a teacher is noted as its staff. @returns it, staff included */
  admit(launch: Launch): Promise<Classroom>;
  setStaffLocale(classroomId: string, sub: string, locale: Locale): Promise<void>;
  isStaffOfAny(classroomIds: readonly string[], sub: string): Promise<boolean>;
  list(ids: readonly string[]): Promise<Classroom[]>;
}

/** The classrooms; each is read by its id, so no further index is needed. */
export function createClassroomStore(db: Database, clock: Clock): ClassroomStore {
  const model = db.connection.model<ClassroomDoc>('people_classrooms', schema);
  const recent = createRecent<Classroom>(REMEMBERED, { clock, lifeMs: MEMORY_MS });
  return {
    async admit(launch) {
      const id = classroomIdOf(launch);
      const known = recent.get(id);
      if (known && launch.role !== 'teacher' && isKnown(known, launch)) return known;
      const doc = await retryDuplicate(() =>
        model
          .findOneAndUpdate({ _id: id }, [{ $set: classroomAfter(launch, clock.now()) }], {
            upsert: true,
            returnDocument: 'after',
            updatePipeline: true,
          })
          .lean<ClassroomDoc>(),
      );
      const classroom = toClassroom(doc);
      recent.set(id, classroom);
      return classroom;
    },
    async setStaffLocale(classroomId, sub, locale) {
      recent.delete(classroomId);
      await model.updateOne({ _id: classroomId, 'staff.sub': sub }, { $set: { 'staff.$.locale': locale } });
    },
    async isStaffOfAny(classroomIds, sub) {
      return (await model.exists({ _id: { $in: [...classroomIds] }, 'staff.sub': sub })) !== null;
    },
    async list(ids) {
      const docs = await model.find({ _id: { $in: [...ids] } }).lean<ClassroomDoc[]>();
      return docs.map(toClassroom);
    },
  };
}
