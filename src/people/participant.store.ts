import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { retryDuplicate } from '../db/duplicate-key.ts';
import type { Locale } from '../i18n/index.ts';
import { MINUTE_MS, type Clock } from '../kit/clock.ts';
import { newUuid } from '../kit/ids.ts';
import { createRecent } from '../kit/recent.ts';
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
// Another counts them, and reads nothing but this.
schema.index({ 'classrooms.id': 1, isTrial: 1 });

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

/** When someone was last here is kept to this grain: who goes in and out of the LMS is read, not written each time. */
const SEEN_GRAIN_MS = 10 * MINUTE_MS;

/** Who goes from one activity of the LMS to the next launches again and again. */
const MEMORY_MS = MINUTE_MS;
const REMEMBERED = 5000;

type Person = Pick<Participant, 'platformId' | 'sub' | 'isTrial'>;

/** @returns whether the launch says nothing of the person that is not known. */
function isKnown(participant: Participant, launch: Launch, classroomId: string, now: Date): boolean {
  const here = participant.classrooms.find(({ id }) => id === classroomId);
  const isFresh = here !== undefined && now.getTime() - here.lastSeenAt.getTime() < SEEN_GRAIN_MS;
  return isFresh && (launch.name === undefined || launch.name === participant.name);
}

function toParticipant({ _id, ...rest }: ParticipantDoc): Participant {
  return { id: _id, ...rest };
}

export interface ParticipantStore {
  /** Makes or renews the participant of a learner's launch. @returns it */
  admit(launch: Launch, classroomId: string, isTrial: boolean): Promise<Participant>;
  setLocale(participantId: string, locale: Locale): Promise<void>;
  /** Takes over names of those who are known; nobody is added. */
  rename(platformId: string, names: ReadonlyMap<string, string>): Promise<void>;
  find(participantId: string): Promise<Participant | null>;
  /** @returns the person whom the platform calls `sub`, trial runs left out, or null */
  findBySub(platformId: string, sub: string): Promise<Participant | null>;
  findMany(ids: readonly string[]): Promise<Participant[]>;
  /** @returns how many ever came to any of these classrooms; trial runs are left out */
  countLearners(classroomIds: readonly string[]): Promise<number>;
  /** @returns the learners of a classroom without trial runs */
  listByClassroom(classroomId: string): Promise<Participant[]>;
}

export function createParticipantStore(db: Database, clock: Clock): ParticipantStore {
  const model = db.connection.model<ParticipantDoc>('people_participants', schema);
  const recent = createRecent<Participant>(REMEMBERED, { clock, lifeMs: MEMORY_MS });
  const recall = async (key: string, person: Person): Promise<Participant | null> => {
    const known = recent.get(key);
    if (known) return known;
    const doc = await model.findOne(person).lean<ParticipantDoc | null>();
    if (doc) recent.set(key, toParticipant(doc));
    return doc && toParticipant(doc);
  };
  return {
    async admit(launch, classroomId, isTrial) {
      const person = { platformId: launch.platformId, sub: launch.sub, isTrial };
      const key = JSON.stringify(person);
      const known = await recall(key, person);
      if (known && isKnown(known, launch, classroomId, clock.now())) return known;
      const doc = await retryDuplicate(() =>
        model
          .findOneAndUpdate(person, [{ $set: participantAfter(launch, classroomId, clock.now()) }], {
            upsert: true,
            returnDocument: 'after',
            updatePipeline: true,
          })
          .lean<ParticipantDoc>(),
      );
      const participant = toParticipant(doc);
      recent.set(key, participant);
      return participant;
    },
    async setLocale(participantId, locale) {
      await model.updateOne({ _id: participantId }, { $set: { locale } });
      recent.clear();
    },
    async rename(platformId, names) {
      const known = await model
        .find({ platformId, sub: { $in: [...names.keys()] } }, { sub: 1, name: 1 })
        .lean<Pick<ParticipantDoc, '_id' | 'sub' | 'name'>[]>();
      const writes = known.flatMap(({ _id, sub, name }) => {
        const newName = names.get(sub);
        if (newName === undefined || newName === name) return [];
        return [{ updateOne: { filter: { _id }, update: { $set: { name: newName } } } }];
      });
      if (writes.length === 0) return;
      await model.bulkWrite(writes, { ordered: false });
      recent.clear();
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
    countLearners: classroomIds =>
      model.countDocuments({ 'classrooms.id': { $in: [...classroomIds] }, isTrial: false }).exec(),
    async listByClassroom(classroomId) {
      const docs = await model
        .find({ 'classrooms.id': classroomId, isTrial: false })
        .lean<ParticipantDoc[]>();
      return docs.map(toParticipant);
    },
  };
}
