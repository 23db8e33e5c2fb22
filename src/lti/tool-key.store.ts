import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import type { Clock } from '../kit/clock.ts';
import { createSecretBox, type Secrets } from '../kit/secret-box.ts';
import type { ToolKeys } from './platform.ts';

interface KeyDoc {
  _id: string;
  /** Public JWK (RFC 7517). */
  publicJwk: Record<string, unknown>;
  /** PKCS #8 PEM, sealed with the operator's secret. */
  sealedPem: string;
  createdAt: Date;
}

const schema = new Schema<KeyDoc>(
  {
    _id: { type: String, required: true },
    publicJwk: { type: Schema.Types.Mixed, required: true },
    sealedPem: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'lti_tool_keys', versionKey: false },
);

/** The key with which the first start signs: one document under a fixed id, so that two processes end with one key. */
const FIRST_KEY = 'key-1';
/** @param secrets the operator's: private keys are stored sealed with the present one */
export function createToolKeyStore(db: Database, clock: Clock, secrets: Secrets): ToolKeys {
  const model = db.connection.model<KeyDoc>('lti_tool_keys', schema);
  const box = createSecretBox(secrets, 'tool keys');
  let loaded: Promise<{ kid: string; privatePem: string; jwks: { keys: Record<string, unknown>[] } }> | null =
    null;

  const make = async (): Promise<KeyDoc> => {
    // Loaded by the one start that makes a key.
    const { publicJwk, privatePem } = await (await import('./new-key.ts')).makeKey();
    const doc: KeyDoc = {
      _id: FIRST_KEY,
      publicJwk,
      sealedPem: box.seal(privatePem),
      createdAt: clock.now(),
    };
    await model.updateOne({ _id: FIRST_KEY }, { $setOnInsert: doc }, { upsert: true });
    return model.findById(FIRST_KEY).lean<KeyDoc>().orFail();
  };
  const load = async (): Promise<{
    kid: string;
    privatePem: string;
    jwks: { keys: Record<string, unknown>[] };
  }> => {
    const docs = await model.find().sort({ createdAt: -1 }).lean<KeyDoc[]>();
    const all = docs.length > 0 ? docs : [await make()];
    const newest = all[0] as KeyDoc;
    await renewSeals(all);
    return {
      kid: String(newest.publicJwk['kid']),
      privatePem: openPem(newest.sealedPem),
      jwks: { keys: all.map(doc => doc.publicJwk) },
    };
  };
  const renewSeals = async (docs: KeyDoc[]): Promise<void> => {
    for (const { _id, sealedPem } of docs) {
      const renewed = box.renew(sealedPem);
      if (renewed !== null) await model.updateOne({ _id, sealedPem }, { $set: { sealedPem: renewed } });
    }
  };
  const openPem = (sealed: string): string => {
    try {
      return box.open(sealed);
    } catch (cause) {
      throw new Error(
        'SECRET_KEY is not the one that sealed this database’s keys: give the earlier one as SECRET_KEY_BEFORE',
        { cause },
      );
    }
  };
  const loadOnce = (): ReturnType<typeof load> => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };

  return {
    signingKey: loadOnce,
    publicJwks: async () => (await loadOnce()).jwks,
  };
}
