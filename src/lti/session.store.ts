import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { HOUR_MS, MINUTE_MS, plusMs, type Clock } from '../kit/clock.ts';
import { digest, newToken } from '../kit/ids.ts';
import type { SessionChanges } from './deep-linking.types.ts';
import type { Session } from './session.types.ts';

type SessionDoc = Omit<Session, 'id'> & { _id: string; secret: string; idleAt: Date };

/** A working day: a learner who reads long is not thrown out, a forgotten tab does not stay open for ever. */
export const ABSOLUTE_LIFE_MS = 12 * HOUR_MS;
export const IDLE_LIFE_MS = 4 * HOUR_MS;
/** Use is noted at most this often, so that most requests only read. */
const TOUCH_EVERY_MS = 5 * MINUTE_MS;
/** Longer than a login's state is good for (ten minutes). */
const ENDED_LIFE_MS = 15 * MINUTE_MS;
const ID_BYTES = 12;

const optional = { type: String, default: undefined };
const schema = new Schema<SessionDoc>(
  {
    _id: { type: String, required: true },
    secret: { type: String, required: true },
    role: { type: String, required: true },
    isTrial: { type: Boolean, required: true },
    participantId: optional,
    classroomId: { type: String, required: true },
    placementId: optional,
    activityId: optional,
    locale: { type: String, required: true },
    isAdmin: { type: Boolean, default: undefined },
    review: { type: Schema.Types.Mixed, default: undefined },
    platformId: { type: String, required: true },
    deploymentId: { type: String, required: true },
    sub: { type: String, required: true },
    name: optional,
    resourceLinkId: optional,
    productFamily: optional,
    returnUrl: optional,
    deepLinking: { type: Schema.Types.Mixed, default: undefined },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    idleAt: { type: Date, required: true },
  },
  { collection: 'lti_sessions', versionKey: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export interface Sessions extends SessionChanges {
  /** @returns the launch's public id, and the secret that its cookie carries (stored only as a digest) */
  insert(session: Omit<Session, 'id' | 'createdAt' | 'expiresAt'>): Promise<{ id: string; secret: string }>;
  /** @returns the session while the secret fits and neither of its times is over, else null */
  find(id: string, secret: string): Promise<Session | null>;
  remove(id: string): Promise<void>;
  /**
   * Ends a session for good. Its document stays a while, without anything of the person: it is what keeps the login
   * that made it from being used again.
   */
  end(id: string): Promise<void>;
}

export function createSessionStore(db: Database, clock: Clock): Sessions {
  const model = db.connection.model<SessionDoc>('lti_sessions', schema);
  return {
    async insert(session) {
      const now = clock.now();
      const id = newToken(ID_BYTES);
      const secret = newToken();
      const doc: SessionDoc = {
        ...session,
        _id: id,
        secret: digest(secret),
        createdAt: now,
        expiresAt: plusMs(now, ABSOLUTE_LIFE_MS),
        idleAt: plusMs(now, IDLE_LIFE_MS),
      };
      await model.collection.insertOne(doc as never, { writeConcern: db.ephemeral, ignoreUndefined: true });
      return { id, secret };
    },
    async find(id, secret) {
      const now = clock.now();
      const doc = await model
        .findOne({ _id: id, secret: digest(secret), expiresAt: { $gt: now }, idleAt: { $gt: now } })
        .lean<SessionDoc | null>();
      if (!doc) return null;
      const idleAt = plusMs(now, IDLE_LIFE_MS);
      if (idleAt.getTime() - doc.idleAt.getTime() > TOUCH_EVERY_MS) {
        await model.updateOne({ _id: id }, { $set: { idleAt } }, { writeConcern: db.ephemeral });
      }
      const { _id, secret: _secret, idleAt: _idleAt, ...rest } = doc;
      return { id: _id, ...rest };
    },
    async change(id, facts) {
      await model.updateOne({ _id: id }, { $set: facts });
    },
    async end(id) {
      // Without its secret nothing finds it, not even a request that read it a moment ago and renews its time now.
      const personal = {
        secret: 1,
        sub: 1,
        name: 1,
        participantId: 1,
        review: 1,
        returnUrl: 1,
        deepLinking: 1,
      };
      await model.updateOne(
        { _id: id },
        { $unset: personal, $set: { expiresAt: plusMs(clock.now(), ENDED_LIFE_MS) } },
      );
    },
    async remove(id) {
      await model.deleteOne({ _id: id });
    },
  };
}
