import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { MINUTE_MS, SECOND_MS, type Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import { newUuid } from '../kit/ids.ts';
import type { Platform, PlatformRegistry } from './platform.ts';

type PlatformDoc = Omit<Platform, 'id'> & { _id: string };

/** Launches read from memory; another process's change is seen after this long at the most. */
const MEMORY_MS = 10 * SECOND_MS;
const TOO_OLD_MS = MINUTE_MS;
const DUPLICATE_KEY = 11_000;

const schema = new Schema<PlatformDoc>(
  {
    _id: { type: String, required: true },
    issuer: { type: String, required: true },
    clientId: { type: String, required: true },
    authorizationUrl: { type: String, required: true },
    tokenUrl: { type: String, required: true },
    tokenAudience: { type: String, default: null },
    jwksUrl: { type: String, required: true },
    productFamily: { type: String, default: null },
    name: { type: String, required: true },
    status: { type: String, required: true },
    deployments: [{ _id: false, id: String, source: String, addedAt: Date }],
    scopes: [String],
    createdAt: { type: Date, required: true },
  },
  { collection: 'lti_platforms', versionKey: false },
);
// One platform per issuer and client id (LTI 1.3 core, 3.1.3); launches look it up by both.
schema.index({ issuer: 1, clientId: 1 }, { unique: true });

function toPlatform({ _id, ...rest }: PlatformDoc): Platform {
  return { id: _id, ...rest };
}

function originsOf(platform: Platform): string[] {
  return [platform.issuer, platform.authorizationUrl].flatMap(url => {
    const origin = URL.canParse(url) ? new URL(url).origin : 'null';
    return origin === 'null' ? [] : [origin];
  });
}

/** @returns the platforms, kept in memory as a whole: there are few, and each launch needs one. */
export function createPlatformStore(db: Database, clock: Clock): PlatformRegistry {
  const model = db.connection.model<PlatformDoc>('lti_platforms', schema);
  let known: Platform[] = [];
  let origins: string[] = [];
  let readAt = 0;
  let reading: Promise<void> | null = null;

  const read = async (): Promise<void> => {
    const docs = await model.find().lean<PlatformDoc[]>();
    known = docs.map(toPlatform);
    origins = [...new Set(known.filter(p => p.status === 'active').flatMap(originsOf))];
    readAt = clock.now().getTime();
  };
  const reload = (): Promise<void> => {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
  /** After a write, or for an operator: a reading that runs already may have begun too early. */
  const renew = async (): Promise<void> => {
    await reading?.catch(() => undefined);
    await reload();
  };
  const fresh = async (): Promise<Platform[]> => {
    const age = clock.now().getTime() - readAt;
    // The first launch after a quiet night must not enter through a connection that was closed in the evening.
    if (readAt === 0 || age > TOO_OLD_MS) await reload();
    // An old list still serves, and is renewed beside the request; a failed renewal is tried by the next one.
    else if (age > MEMORY_MS || age < 0) reload().catch(() => undefined);
    return known;
  };
  /** A platform may have been registered a moment ago through another process. */
  const lookUp = async (pick: (all: Platform[]) => Platform | null): Promise<Platform | null> => {
    const hit = pick(await fresh());
    if (hit || clock.now().getTime() - readAt < SECOND_MS) return hit;
    await reload();
    return pick(known);
  };

  return {
    find: id => lookUp(all => all.find(p => p.id === id) ?? null),
    findByIssuer: (issuer, clientId) =>
      lookUp(all => {
        const same = all.filter(
          p => p.issuer === issuer && (clientId === undefined || p.clientId === clientId),
        );
        return same.length === 1 ? (same[0] ?? null) : null;
      }),
    list: async () => {
      await renew();
      return known;
    },
    async insert(platform) {
      const doc: PlatformDoc = { ...platform, _id: newUuid(), createdAt: clock.now() };
      try {
        await model.create(doc);
      } catch (error) {
        if ((error as { code?: number }).code !== DUPLICATE_KEY) throw error;
        throw new AppError('lti/platform-exists', { status: 409, cause: error });
      }
      await renew();
      return toPlatform(doc);
    },
    async update(id, change) {
      const doc = await model
        .findOneAndUpdate({ _id: id }, { $set: change }, { returnDocument: 'after' })
        .lean<PlatformDoc | null>();
      await renew();
      return doc && toPlatform(doc);
    },
    async addDeployment(id, deploymentId, source) {
      const deployment = { id: deploymentId, source, addedAt: clock.now() };
      const result = await model.updateOne(
        { _id: id, 'deployments.id': { $ne: deploymentId } },
        { $push: { deployments: deployment } },
      );
      await renew();
      return result.modifiedCount === 1;
    },
    async removeDeployment(id, deploymentId) {
      const result = await model.updateOne(
        { _id: id, 'deployments.1': { $exists: true } },
        { $pull: { deployments: { id: deploymentId } } },
      );
      await renew();
      return result.modifiedCount === 1;
    },
    async admitDeployment(platform, deploymentId) {
      if (platform.deployments.some(d => d.id === deploymentId)) return true;
      if (platform.deployments.length > 0) {
        const current = await model.findById(platform.id).lean<PlatformDoc | null>();
        return current?.deployments.some(d => d.id === deploymentId) ?? false;
      }
      // Guarded on the empty list: of two first launches at once with different deployments, one wins.
      await model.updateOne(
        { _id: platform.id, 'deployments.0': { $exists: false } },
        { $push: { deployments: { id: deploymentId, source: 'first-launch', addedAt: clock.now() } } },
      );
      await renew();
      return known.some(p => p.id === platform.id && p.deployments.some(d => d.id === deploymentId));
    },
    origins: () => origins,
  };
}
