import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { newToken } from '../kit/ids.ts';
import { createSecretBox } from '../kit/secret-box.ts';
import { pseudonymOf } from './pseudonym.rules.ts';
import { createRecent } from './recent.ts';

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
const REMEMBERED = 5000;
/** The first insert stands, and everyone gets what stands: two processes may come at once. */
const INSERT_OR_FIND = { upsert: true, returnDocument: 'after' } as const;

/** The names under which answers lie: the only place where a person and a pseudonym meet. */
export interface PseudonymStore {
  /** @returns the pseudonym, or null for someone who has none yet. */
  find(participantId: string, instrumentId: string): Promise<string | null>;
  /** @returns the pseudonym, made on first use. */
  get(participantId: string, instrumentId: string): Promise<string>;
  /** Drops what this process remembers of a person, in case another process removed it. */
  forget(participantId: string): void;
  /** Removes the person's salt: no one can tell any more which answers were theirs. */
  remove(participantId: string): Promise<void>;
}

/** @param secretKey the operator's secret, which wraps the key of the pseudonyms. */
export function createPseudonymStore(db: Database, secretKey: string): PseudonymStore {
  const keys = db.connection.model<KeyDoc>('self_assessment_keys', keySchema);
  const people = db.connection.model<PseudonymDoc>('self_assessment_pseudonyms', pseudonymSchema);
  const box = createSecretBox(secretKey, 'self-assessment pseudonyms');
  const salts = createRecent<string>(REMEMBERED);
  let key: Promise<string> | undefined;

  async function readKey(): Promise<string> {
    const made = { $setOnInsert: { sealed: box.seal(newToken()) } };
    const { sealed } = await keys.findOneAndUpdate({ _id: KEY_ID }, made, INSERT_OR_FIND).lean<KeyDoc>().orFail();
    try {
      return box.open(sealed);
    } catch (error) {
      throw new Error('The key of the pseudonyms cannot be opened: SECRET_KEY is not the one that sealed it', {
        cause: error,
      });
    }
  }

  function theKey(): Promise<string> {
    key ??= readKey().catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return key;
  }

  async function findSalt(participantId: string): Promise<string | null> {
    const known = salts.get(participantId);
    if (known !== undefined) return known;
    const person = await people.findById(participantId).lean<PseudonymDoc | null>();
    if (person) salts.set(participantId, person.salt);
    return person?.salt ?? null;
  }

  async function makeSalt(participantId: string): Promise<string> {
    const made = { $setOnInsert: { salt: newToken() } };
    const { salt } = await people
      .findOneAndUpdate({ _id: participantId }, made, INSERT_OR_FIND)
      .lean<PseudonymDoc>()
      .orFail();
    salts.set(participantId, salt);
    return salt;
  }

  return {
    async find(participantId, instrumentId) {
      const [secret, salt] = await Promise.all([theKey(), findSalt(participantId)]);
      return salt === null ? null : pseudonymOf(secret, salt, instrumentId);
    },
    async get(participantId, instrumentId) {
      const [secret, salt] = await Promise.all([theKey(), findSalt(participantId)]);
      return pseudonymOf(secret, salt ?? (await makeSalt(participantId)), instrumentId);
    },
    forget: participantId => salts.delete(participantId),
    async remove(participantId) {
      salts.delete(participantId);
      await people.deleteOne({ _id: participantId });
    },
  };
}
