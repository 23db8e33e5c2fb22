import { Schema, type Model } from 'mongoose';
import type { Database } from '../db/database.ts';
import { retryDuplicate } from '../db/duplicate-key.ts';
import { newToken } from '../kit/ids.ts';
import { createSecretBox, type SecretBox, type Secrets } from '../kit/secret-box.ts';
import { pseudonymOf } from './pseudonym.rules.ts';
import { createRecent } from '../kit/recent.ts';

interface KeyDoc {
  _id: string;
  sealed: string;
}

interface PseudonymDoc {
  /** The participant's id. */
  _id: string;
  salt: string;
}

const keySchema = new Schema<KeyDoc>(
  { _id: { type: String, required: true }, sealed: { type: String, required: true } },
  { collection: 'self_assessment_keys', versionKey: false },
);
const pseudonymSchema = new Schema<PseudonymDoc>(
  { _id: { type: String, required: true }, salt: { type: String, required: true } },
  { collection: 'self_assessment_pseudonyms', versionKey: false },
);

const KEY_ID = 'pseudonyms';
const PURPOSE = 'self-assessment pseudonyms';
const REMEMBERED = 5000;
/** The first insert stands, and everyone gets what stands: two processes may come at once. */
const INSERT_OR_FIND = { upsert: true, returnDocument: 'after' } as const;

/** Someone who has begun an activity. */
export interface Begun {
  participantId: string;
  /** When: what was remembered of an earlier beginning, removed since by another process, is not used. */
  startedAt: Date;
}

/** The names under which answers lie: the only place where a person and a pseudonym meet. */
export interface PseudonymStore {
  /** @returns the pseudonym, or null for someone who has none yet. */
  find(person: Begun, instrumentId: string): Promise<string | null>;
  /** @returns the pseudonym, made on first use. */
  get(person: Begun, instrumentId: string): Promise<string>;
  /** Removes the person's salt: no one can tell any more which answers were theirs. */
  remove(person: Begun): Promise<void>;
}

function openKeys(db: Database): Model<KeyDoc> {
  return db.connection.model<KeyDoc>('self_assessment_keys', keySchema);
}

/** @returns the key, which opens without the secret before from now on */
async function openAndRenew(keys: Model<KeyDoc>, box: SecretBox, sealed: string): Promise<string> {
  let key: string;
  try {
    key = box.open(sealed);
  } catch (cause) {
    throw new Error(
      'The key of the pseudonyms cannot be opened: give the SECRET_KEY that sealed it as SECRET_KEY_BEFORE',
      { cause },
    );
  }
  const renewed = box.renew(sealed);
  if (renewed !== null) await keys.updateOne({ _id: KEY_ID, sealed }, { $set: { sealed: renewed } });
  return key;
}

/**
 * Seals the key with the present secret, if it still lies under the one before: at the start, so that the one before
 * may be taken away although nobody has answered anything meanwhile.
 * @throws Error when neither opens it
 */
export async function renewPseudonymKey(db: Database, secrets: Secrets): Promise<void> {
  const keys = openKeys(db);
  const kept = await keys.findById(KEY_ID).lean<KeyDoc | null>();
  if (kept) await openAndRenew(keys, createSecretBox(secrets, PURPOSE), kept.sealed);
}

/** @param secrets the operator's: the present one wraps the key of the pseudonyms */
export function createPseudonymStore(db: Database, secrets: Secrets): PseudonymStore {
  const keys = openKeys(db);
  const people = db.connection.model<PseudonymDoc>('self_assessment_pseudonyms', pseudonymSchema);
  const box = createSecretBox(secrets, PURPOSE);
  const salts = createRecent<string>(REMEMBERED);
  let key: Promise<string> | undefined;

  async function readKey(): Promise<string> {
    const made = { $setOnInsert: { sealed: box.seal(newToken()) } };
    const { sealed } = await retryDuplicate(() =>
      keys.findOneAndUpdate({ _id: KEY_ID }, made, INSERT_OR_FIND).lean<KeyDoc>().orFail().exec(),
    );
    return openAndRenew(keys, box, sealed);
  }

  function theKey(): Promise<string> {
    key ??= readKey().catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return key;
  }

  async function findSalt(person: Begun): Promise<string | null> {
    const known = salts.get(beginningOf(person));
    if (known !== undefined) return known;
    const found = await people.findById(person.participantId).lean<PseudonymDoc | null>();
    if (found) salts.set(beginningOf(person), found.salt);
    return found?.salt ?? null;
  }

  async function makeSalt(person: Begun): Promise<string> {
    const made = { $setOnInsert: { salt: newToken() } };
    const place = { _id: person.participantId };
    const { salt } = await retryDuplicate(() =>
      people.findOneAndUpdate(place, made, INSERT_OR_FIND).lean<PseudonymDoc>().orFail().exec(),
    );
    salts.set(beginningOf(person), salt);
    return salt;
  }

  return {
    async find(person, instrumentId) {
      const [secret, salt] = await Promise.all([theKey(), findSalt(person)]);
      return salt === null ? null : pseudonymOf(secret, salt, instrumentId);
    },
    async get(person, instrumentId) {
      const [secret, salt] = await Promise.all([theKey(), findSalt(person)]);
      return pseudonymOf(secret, salt ?? (await makeSalt(person)), instrumentId);
    },
    async remove(person) {
      const { participantId } = person;
      salts.delete(beginningOf(person));
      await people.deleteOne({ _id: participantId });
    },
  };
}

function beginningOf({ participantId, startedAt }: Begun): string {
  return `${participantId} ${String(startedAt.getTime())}`;
}
