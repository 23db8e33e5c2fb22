import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { retryDuplicate } from '../db/duplicate-key.ts';
import type { Locale } from '../i18n/index.ts';
import type { Clock } from '../kit/clock.ts';
import { newUuid } from '../kit/ids.ts';
import type { Launch } from '../lti/launch.ts';
import type { Participant } from './people.ts';

type ParticipantDoc = Omit<Participant, 'id'> & { _id: string };

const optional = { type: String, default: null };
const schema = new Schema<ParticipantDoc>(
  {
    _id: { type: String, required: true },
    platformId: { type: String, required: true },
    sub: { type: String, required: true },
    name: optional,
    locale: optional,
    isTrial: { type: Boolean, required: true },
    classrooms: [{ _id: false, id: String, lastSeenAt: Date }],
    createdAt: { type: Date, required: true },
  },
  { collection: 'people_participants', versionKey: false },
);
// One record for a person at a platform, and one for their trial runs; each launch looks it up.
schema.index({ platformId: 1, sub: 1, isTrial: 1 }, { unique: true });
// A teacher's page lists all of a classroom.
schema.index({ 'classrooms.id': 1 });

/** One stage that makes or renews the participant. Values from outside are literals: `$name` is a name, not a field. */
function participantAfter(launch: Launch, classroomId: string, now: Date): Record<string, unknown> {
  const others = {
    $filter: { input: { $ifNull: ['$classrooms', []] }, as: 'one', cond: { $ne: ['$$one.id', classroomId] } },
  };
  return {
    _id: { $ifNull: ['$_id', newUuid()] },
    name: launch.name === undefined ? { $ifNull: ['$name', null] } : { $literal: launch.name },
    locale: { $ifNull: ['$locale', null] },
    classrooms: { $concatArrays: [others, [{ id: classroomId, lastSeenAt: now }]] },
    createdAt: { $ifNull: ['$createdAt', now] },
  };
}

function toParticipant({ _id, ...rest }: ParticipantDoc): Participant {
  return { id: _id, ...rest };
}

export interface ParticipantStore {
  /** Makes or renews the participant of a learner's launch. @returns it */
  admit(launch: Launch, classroomId: string, isTrial: boolean): Promise<Participant>;
  setLocale(participantId: string, locale: Locale): Promise<void>;
  find(participantId: string): Promise<Participant | null>;
  /** @returns the person whom the platform calls `sub`, trial runs left out, or null */
  findBySub(platformId: string, sub: string): Promise<Participant | null>;
  findMany(ids: readonly string[]): Promise<Participant[]>;
  /** @returns the learners of a classroom without trial runs */
  listByClassroom(classroomId: string): Promise<Participant[]>;
}

export function createParticipantStore(db: Database, clock: Clock): ParticipantStore {
  const model = db.connection.model<ParticipantDoc>('people_participants', schema);
  return {
    async admit(launch, classroomId, isTrial) {
      const person = { platformId: launch.platformId, sub: launch.sub, isTrial };
      const doc = await retryDuplicate(() =>
        model
          .findOneAndUpdate(person, [{ $set: participantAfter(launch, classroomId, clock.now()) }], {
            upsert: true,
            returnDocument: 'after',
            updatePipeline: true,
          })
          .lean<ParticipantDoc>(),
      );
      return toParticipant(doc);
    },
    async setLocale(participantId, locale) {
      await model.updateOne({ _id: participantId }, { $set: { locale } });
    },
    async find(participantId) {
      const doc = await model.findById(participantId).lean<ParticipantDoc | null>();
      return doc && toParticipant(doc);
    },
    async findBySub(platformId, sub) {
      const doc = await model.findOne({ platformId, sub, isTrial: false }).lean<ParticipantDoc | null>();
      return doc && toParticipant(doc);
    },
    async findMany(ids) {
      const docs = await model.find({ _id: { $in: [...ids] } }).lean<ParticipantDoc[]>();
      return docs.map(toParticipant);
    },
    async listByClassroom(classroomId) {
      const docs = await model
        .find({ 'classrooms.id': classroomId, isTrial: false })
        .lean<ParticipantDoc[]>();
      return docs.map(toParticipant);
    },
  };
}
