import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { isDuplicateKey } from '../db/duplicate-key.ts';
import { HOUR_MS, MINUTE_MS, plusMs, SECOND_MS, type Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import { digest, isSameSecret, newToken } from '../kit/ids.ts';
import { createRecent } from '../kit/recent.ts';
import type { SessionChanges } from './deep-linking.types.ts';
import type { Session } from './session.types.ts';

type SessionDoc = Omit<Session, 'id'> & {
  _id: string;
  secret: string;
  /** Digest of the browser's own secret: a neighbour of our host can plant the session's cookie, but not that one. */
  browser?: string | undefined;
  idleAt: Date;
};

/** A working day: a learner who reads long is not thrown out, a forgotten tab does not stay open for ever. */
export const ABSOLUTE_LIFE_MS = 12 * HOUR_MS;
export const IDLE_LIFE_MS = 4 * HOUR_MS;
/** An address can be seen and copied as a cookie cannot: what it opens is over sooner. */
export const COOKIELESS_IDLE_LIFE_MS = HOUR_MS;
function idleAfter(now: Date, { isCookieless }: Pick<Session, 'isCookieless'>): Date {
  return plusMs(now, isCookieless ? COOKIELESS_IDLE_LIFE_MS : IDLE_LIFE_MS);
}

/** Use is noted at most this often, so that most requests only read. */
const TOUCH_EVERY_MS = 5 * MINUTE_MS;
/** Longer than a login's state is good for (ten minutes). */
const ENDED_LIFE_MS = 15 * MINUTE_MS;
const ID_CHARS = 16;
/** Read again after so long at the most: what another process changed of a session is then seen. */
const MEMORY_MS = 10 * SECOND_MS;
const REMEMBERED = 5000;

const optional = { type: String, default: undefined };
const schema = new Schema<SessionDoc>(
  {
    _id: { type: String, required: true },
    secret: { type: String, required: true },
    browser: optional,
    isCookieless: { type: Boolean, required: true },
    role: { type: String, required: true },
    isTrial: { type: Boolean, required: true },
    participantId: optional,
    classroomId: { type: String, required: true },
    placementId: optional,
    activityId: optional,
    locale: { type: String, required: true },
    isAdmin: { type: Boolean, default: undefined },
    wayBack: optional,
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
  /**
   * Opens the one session of a login. Its document is what makes a state serve once, so none is ever removed before
   * the database forgets it.
   * @param state of the login: the session's id follows from it
   * @param browser secret of the browser that may use it; null where the browser keeps no cookie
   * @returns the launch's public id, and the secret that its cookie carries (stored only as a digest)
   * @throws AppError `lti/state-used` (401) for every launch with the same state but the first
   */
  insert(
    state: string,
    session: Omit<Session, 'id' | 'createdAt' | 'expiresAt'>,
    browser: string | null,
  ): Promise<{ id: string; secret: string }>;
  /** @returns the session while the secrets fit and neither of its times is over, else null */
  find(id: string, secret: string, browser: string | null): Promise<Session | null>;
  /**
   * Ends a session for good. Its document stays a while, without anything of the person: it is what keeps the login
   * that made it from being used again.
   */
  end(id: string): Promise<void>;
}

export function createSessionStore(db: Database, clock: Clock): Sessions {
  const model = db.connection.model<SessionDoc>('lti_sessions', schema);
  const recent = createRecent<SessionDoc>(REMEMBERED, { clock, lifeMs: MEMORY_MS });
  // A request that read a session before it ended may remember it after.
  const ended = createRecent<true>(REMEMBERED, { clock, lifeMs: MINUTE_MS });

  const read = async (id: string): Promise<SessionDoc | null> => {
    const known = recent.get(id);
    if (known) return known;
    const doc = await model.findById(id).lean<SessionDoc | null>();
    if (doc) recent.set(id, doc);
    return doc;
  };
  const touch = async (doc: SessionDoc, now: Date): Promise<void> => {
    const idleAt = idleAfter(now, doc);
    if (idleAt.getTime() - doc.idleAt.getTime() <= TOUCH_EVERY_MS) return;
    recent.set(doc._id, { ...doc, idleAt });
    await model.updateOne({ _id: doc._id }, { $set: { idleAt } }, { writeConcern: db.ephemeral });
  };

  return {
    async insert(state, session, browser) {
      const now = clock.now();
      const secret = newToken();
      const doc: SessionDoc = {
        ...session,
        _id: digest('session', state).slice(0, ID_CHARS),
        secret: digest(secret),
        browser: browser === null ? undefined : digest(browser),
        createdAt: now,
        expiresAt: plusMs(now, ABSOLUTE_LIFE_MS),
        idleAt: idleAfter(now, session),
      };
      try {
        await model.collection.insertOne(doc as never, { writeConcern: db.ephemeral, ignoreUndefined: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('lti/state-used', { status: 401, cause: error });
      }
      recent.set(doc._id, doc);
      return { id: doc._id, secret };
    },
    async find(id, secret, browser) {
      const now = clock.now();
      const doc = await read(id);
      if (!doc || ended.get(id) || !isSameSecret(doc.secret, digest(secret))) return null;
      if (doc.browser !== undefined && !isSameSecret(doc.browser, digest(browser ?? ''))) return null;
      if (doc.expiresAt <= now || doc.idleAt <= now) return null;
      await touch(doc, now);
      const { _id, secret: _secret, browser: _browser, idleAt: _idleAt, ...rest } = doc;
      return { id: _id, ...rest };
    },
    async change(id, facts) {
      await model.updateOne({ _id: id }, { $set: facts });
      recent.delete(id);
    },
    async end(id) {
      ended.set(id, true);
      const personal = {
        sub: 1,
        name: 1,
        participantId: 1,
        review: 1,
        returnUrl: 1,
        wayBack: 1,
        deepLinking: 1,
      };
      // No secret fits any more, whichever time a request that is on its way renews.
      const over = { secret: '', expiresAt: plusMs(clock.now(), ENDED_LIFE_MS) };
      await model.updateOne({ _id: id }, { $unset: personal, $set: over });
      recent.delete(id);
    },
  };
}
