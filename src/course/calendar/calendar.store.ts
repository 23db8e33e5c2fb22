import { Schema } from 'mongoose';
import type { Database } from '../../db/database.ts';
import { isDuplicateKey } from '../../db/duplicate-key.ts';
import type { Locale } from '../../i18n/index.ts';
import { digest } from '../../kit/ids.ts';

interface Place {
  activityId: string;
  participantId: string;
}

/** That someone has an address: the address itself is kept nowhere. */
export interface CalendarAddress extends Place {
  /** The language in which the calendar speaks. */
  locale: Locale;
  madeAt: Date;
  /** Counts the addresses that this person had one after another. */
  version: number;
}

interface CalendarDoc extends CalendarAddress {
  _id: string;
  /** Digest of the secret in the address. */
  hash: string;
}

const schema = new Schema<CalendarDoc>(
  {
    _id: { type: String, required: true },
    activityId: { type: String, required: true },
    participantId: { type: String, required: true },
    hash: { type: String, required: true },
    locale: { type: String, required: true },
    madeAt: { type: Date, required: true },
    version: { type: Number, required: true },
  },
  { collection: 'course_calendars', versionKey: false },
);
// A phone comes with nothing but the secret.
schema.index({ hash: 1 }, { unique: true });

export interface CalendarStore {
  find(place: Place): Promise<CalendarAddress | null>;
  /** @returns whose the address is, or null: the same one look-up for every secret */
  findBySecret(secret: string): Promise<CalendarAddress | null>;
  /**
   * Gives someone an address in place of the one whose version is one less.
   * @returns false where another request came first: that one's address is the one that counts
   */
  save(address: CalendarAddress, secret: string): Promise<boolean>;
  remove(place: Place): Promise<void>;
}

function idOf({ activityId, participantId }: Place): string {
  return `${activityId}:${participantId}`;
}

/** Whoever reads the database cannot subscribe with what stands there. */
function hashOf(secret: string): string {
  return digest('course-calendar', secret);
}

const ADDRESS = { _id: 0, hash: 0 } as const;

export function createCalendarStore(db: Database): CalendarStore {
  const model = db.connection.model<CalendarDoc>('course_calendars', schema);
  return {
    find: place => model.findById(idOf(place), ADDRESS).lean<CalendarAddress | null>().exec(),
    findBySecret: secret =>
      model
        .findOne({ hash: hashOf(secret) }, ADDRESS)
        .lean<CalendarAddress | null>()
        .exec(),
    async save(address, secret) {
      const filter = { _id: idOf(address), version: address.version - 1 };
      const update = { $set: { ...address, hash: hashOf(secret) } };
      try {
        const result = await model.updateOne(filter, update, { upsert: address.version === 1 });
        return result.modifiedCount + result.upsertedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async remove(place) {
      await model.deleteOne({ _id: idOf(place) });
    },
  };
}
