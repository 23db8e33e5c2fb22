import { Schema } from 'mongoose';
import type { Database } from '../../db/database.ts';
import { isDuplicateKey, retryDuplicate } from '../../db/duplicate-key.ts';
import { plusMs } from '../../kit/clock.ts';
import { TRIES_MS, type Attendance, type AttendancePlace } from './attendance.rules.ts';

type AttendanceDoc = Attendance & { _id: string };

const words = { type: String, default: null };
const when = { type: Date, default: null };
const schema = new Schema<AttendanceDoc>(
  {
    _id: { type: String, required: true },
    activityId: { type: String, required: true },
    participantId: { type: String, required: true },
    slot: { type: String, required: true },
    platformId: { type: String, required: true },
    isTrial: { type: Boolean, required: true },
    occasionId: words,
    number: { type: Number, default: null },
    signedUpAt: when,
    presentAt: when,
    presentBy: words,
    cannotComeAt: when,
    substituteAt: when,
    tries: { type: new Schema({ since: Date, count: Number }, { _id: false }), default: null },
  },
  { collection: 'course_attendances', versionKey: false },
);
// No two people have the same place in a queue: of two at once, one takes the next.
schema.index(
  { occasionId: 1, number: 1 },
  { unique: true, partialFilterExpression: { number: { $type: 'number' } } },
);
// How many are before someone; trial runs take no seat.
schema.index({ occasionId: 1, isTrial: 1, number: 1 });
// Everything of one person in a run.
schema.index({ activityId: 1, participantId: 1 });

/** What comes of signing up: somebody else took that place in the queue, or the person is signed up elsewhere. */
export type Taken = 'taken' | 'number-is-gone' | 'signed-up-already';

export interface NewSignUp {
  place: AttendancePlace;
  person: Pick<Attendance, 'platformId' | 'isTrial'>;
  occasionId: string;
  number: number;
  at: Date;
  /** A sign-up of the same slot whose place this one takes. */
  replaces: string | null;
  presence?: Pick<Attendance, 'presentAt' | 'presentBy'>;
}

export interface AttendanceStore {
  find(place: AttendancePlace): Promise<Attendance | null>;
  listOf(person: Omit<AttendancePlace, 'slot'>): Promise<Attendance[]>;
  /** @returns all who signed up for one of these, trial runs left out, in the order in which they did */
  listByOccasions(occasionIds: readonly string[]): Promise<Attendance[]>;
  /** @returns the last place in the queue that is taken; 0: none is */
  lastNumber(occasionId: string): Promise<number>;
  /** @returns how many signed up, counted no further than `most` */
  count(occasionId: string, most?: number): Promise<number>;
  /** @returns whether anyone was noted as present there */
  hasPresent(occasionId: string): Promise<boolean>;
  /** @returns how many signed up before that place */
  countAhead(occasionId: string, number: number): Promise<number>;
  /** Signs up in one write. */
  take(signUp: NewSignUp): Promise<Taken>;
  /** Takes back a sign-up, of someone who was not there. */
  leave(place: AttendancePlace, occasionId: string, also?: Pick<Attendance, 'cannotComeAt'>): Promise<void>;
  /** Notes something of someone who may not have signed up. */
  note(
    place: AttendancePlace,
    person: Pick<Attendance, 'platformId' | 'isTrial'>,
    facts: Partial<Pick<Attendance, 'cannotComeAt' | 'substituteAt'>>,
  ): Promise<void>;
  /** @returns false where they are not signed up there */
  setPresence(
    place: AttendancePlace,
    occasionId: string,
    presence: Pick<Attendance, 'presentAt' | 'presentBy'>,
  ): Promise<boolean>;
  /** Counts a try of a code. @returns the record with it */
  countTry(place: AttendancePlace, now: Date): Promise<Attendance | null>;
  remove(place: AttendancePlace): Promise<void>;
}

function idOf({ activityId, slot, participantId }: AttendancePlace): string {
  return `${activityId}:${slot}:${participantId}`;
}

const NOT_SIGNED_UP = { occasionId: null, number: null, signedUpAt: null };

/** @returns whether the person's own record stood in the way, rather than a place in the queue */
function isOwnRecord(error: unknown): boolean {
  const { keyPattern } = error as { keyPattern?: Record<string, unknown> };
  return keyPattern === undefined || '_id' in keyPattern;
}

export function createAttendanceStore(db: Database): AttendanceStore {
  const model = db.connection.model<AttendanceDoc>('course_attendances', schema);
  const fields = { _id: 0 };
  const counted = (occasionId: string) => ({ occasionId, isTrial: false });
  return {
    find: place => model.findById(idOf(place), fields).lean<Attendance | null>().exec(),
    listOf: person => model.find(person, fields).lean<Attendance[]>().exec(),
    listByOccasions: ids =>
      model
        .find({ occasionId: { $in: [...ids] }, isTrial: false }, fields)
        .sort({ number: 1 })
        .lean<Attendance[]>()
        .exec(),
    async lastNumber(occasionId) {
      const last = await model
        .findOne({ occasionId, number: { $gt: 0 } }, { number: 1 })
        .sort({ number: -1 })
        .lean<Pick<Attendance, 'number'> | null>();
      return last?.number ?? 0;
    },
    count: (occasionId, most) =>
      model.countDocuments(counted(occasionId), most === undefined ? {} : { limit: most }),
    hasPresent: async occasionId =>
      (await model.exists({ occasionId, isTrial: false, presentAt: { $ne: null } })) !== null,
    countAhead: (occasionId, number) =>
      model.countDocuments({ ...counted(occasionId), number: { $lt: number } }),
    async take({ place, person, occasionId, number, at, replaces, presence }) {
      const changes = { occasionId, number, signedUpAt: at, cannotComeAt: null, ...presence };
      const filter = { _id: idOf(place), presentAt: null, occasionId: { $in: [null, replaces] } };
      const update = {
        $set: changes,
        $setOnInsert: { ...place, ...person, substituteAt: null, tries: null },
      };
      try {
        await model.updateOne(filter, update, { upsert: true });
        return 'taken';
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return isOwnRecord(error) ? 'signed-up-already' : 'number-is-gone';
      }
    },
    async leave(place, occasionId, also = { cannotComeAt: null }) {
      const filter = { _id: idOf(place), occasionId, presentAt: null };
      await model.updateOne(filter, { $set: { ...NOT_SIGNED_UP, ...also } });
    },
    async note(place, person, facts) {
      const fresh = { ...place, ...person, ...NOT_SIGNED_UP, tries: null };
      const update = { $set: facts, $setOnInsert: fresh };
      await retryDuplicate(() => model.updateOne({ _id: idOf(place) }, update, { upsert: true }).exec());
    },
    async setPresence(place, occasionId, presence) {
      const { matchedCount } = await model.updateOne({ _id: idOf(place), occasionId }, { $set: presence });
      return matchedCount === 1;
    },
    countTry(place, now) {
      const isFresh = {
        $gt: [{ $ifNull: ['$tries.since', plusMs(now, -TRIES_MS)] }, plusMs(now, -TRIES_MS)],
      };
      const more = { since: '$tries.since', count: { $add: ['$tries.count', 1] } };
      const tries = { $cond: [isFresh, more, { since: now, count: 1 }] };
      return model
        .findOneAndUpdate({ _id: idOf(place) }, [{ $set: { tries } }], {
          returnDocument: 'after',
          updatePipeline: true,
          projection: fields,
        })
        .lean<Attendance | null>()
        .exec();
    },
    async remove(place) {
      await model.deleteOne({ _id: idOf(place) });
    },
  };
}
