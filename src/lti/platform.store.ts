import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { SECOND_MS, type Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import { newUuid } from '../kit/ids.ts';
import type { Platform, Platforms } from './platform.ts';

type PlatformDoc = Omit<Platform, 'id'> & { _id: string };

/** Launches read from memory; another process's change is seen after this long at the most. */
const MEMORY_MS = 10 * SECOND_MS;
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
export function createPlatformStore(
  db: Database,
  clock: Clock,
): Platforms & { update(platform: Platform): Promise<void> } {
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
  const fresh = async (): Promise<Platform[]> => {
    const age = clock.now().getTime() - readAt;
    if (readAt === 0) await reload();
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
      await reload();
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
      await reload();
      return toPlatform(doc);
    },
    async update(platform) {
      const { id, ...rest } = platform;
      await model.updateOne({ _id: id }, { $set: rest });
      await reload();
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
      await reload();
      return known.some(p => p.id === platform.id && p.deployments.some(d => d.id === deploymentId));
    },
    origins: () => origins,
  };
}
