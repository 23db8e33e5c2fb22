import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { isDuplicateKey } from '../db/duplicate-key.ts';
import type { Locale } from '../i18n/index.ts';
import { SECOND_MS, type Clock } from '../kit/clock.ts';
import { createRecent } from '../kit/recent.ts';
import { isBound, type LinkNews, type StoredLink } from './placement.rules.ts';

type LinkDoc = Omit<StoredLink, 'id'> & { _id: string };

const text = { type: String, required: true };
const optional = { type: String, default: null };
const schema = new Schema<LinkDoc>(
  {
    _id: text,
    platformId: text,
    deploymentId: text,
    resourceLinkId: text,
    classroomId: text,
    activityId: optional,
    kind: optional,
    locale: optional,
    lineItemUrl: optional,
    lineItemsUrl: optional,
    lineItemMaximum: { type: Number, default: null },
    lineItemCheckedAt: { type: Date, default: null },
    namedId: optional,
    isNameHeld: { type: Boolean, required: true },
  },
  { collection: 'activities_placements', versionKey: false },
);
// A link's id is unique within its deployment (LTI 1.3 core, 5.3.5); each launch finds its placement by it.
schema.index({ platformId: 1, deploymentId: 1, resourceLinkId: 1 }, { unique: true });
// Grades, settings and joining go from an activity to its placements.
schema.index({ activityId: 1, classroomId: 1 });
// The picker lists what is shown in a classroom.
schema.index({ classroomId: 1 });

/** A class that starts at once reads its link once; what another process changed is seen after so long. */
const MEMORY_MS = 10 * SECOND_MS;
const REMEMBERED = 5000;

function keyOf({ platformId, deploymentId, resourceLinkId }: LinkKey): string {
  return JSON.stringify([platformId, deploymentId, resourceLinkId]);
}

/** What documents from before it was kept lack. */
const UNKNOWN = { lineItemsUrl: null, lineItemMaximum: null, lineItemCheckedAt: null };

function toLink({ _id, ...rest }: LinkDoc): StoredLink {
  return { id: _id, ...UNKNOWN, ...rest };
}

/** What identifies a link across all platforms. */
export interface LinkKey {
  platformId: string;
  deploymentId: string;
  resourceLinkId: string;
}

/** What a link shows. */
export interface Shown {
  activityId: string;
  kind: string;
  locale: Locale | null;
}

/** A link's column as it was seen at the platform. */
export interface SeenColumn {
  lineItemUrl: string;
  lineItemMaximum: number | null;
}

/** What the room of grades reads and changes of a link's column. */
export interface ColumnStore {
  find(id: string): Promise<StoredLink | null>;
  /**
   * Binds the link to a column, if it still has the one that the caller saw: a launch may have told another.
   * @returns whether it is bound to it now
   */
  bindColumn(link: Pick<StoredLink, 'id' | 'lineItemUrl'>, column: SeenColumn, now: Date): Promise<boolean>;
  /** Takes it upon oneself to look at the column, if nobody did since `since`. @returns whether it is the caller's turn */
  takeCheck(link: Pick<StoredLink, 'id' | 'lineItemUrl'>, since: Date, now: Date): Promise<boolean>;
}

export interface PlacementStore extends ColumnStore {
  findByLink(key: LinkKey): Promise<StoredLink | null>;
  /** @returns the link: the given one, or what whoever was quicker stored */
  insert(link: StoredLink): Promise<StoredLink>;
  renew(id: string, news: LinkNews): Promise<void>;
  /**
   * Lets the link show another activity, if it still shows what the caller saw.
   * @returns whether it does now
   */
  show(link: StoredLink, shown: Shown, namedId: string | null): Promise<boolean>;
  /** Remembers what the link's parameter names, without following it. */
  remember(id: string, namedId: string, isNameHeld: boolean): Promise<void>;
  /** All placements of one activity show another one from now on. */
  move(fromActivityId: string, shown: Shown): Promise<void>;
  /** The activity's fixed language changed. */
  setLocale(activityId: string, locale: Locale | null): Promise<void>;
  listByActivity(activityId: string): Promise<StoredLink[]>;
  listByClassroom(classroomId: string): Promise<StoredLink[]>;
  isShownIn(activityId: string, classroomId: string): Promise<boolean>;
}

export function createPlacementStore(db: Database, clock: Clock): PlacementStore {
  const model = db.connection.model<LinkDoc>('activities_placements', schema);
  const recent = createRecent<StoredLink>(REMEMBERED, { clock, lifeMs: MEMORY_MS });
  const readByLink = async (key: LinkKey): Promise<StoredLink | null> => {
    const { platformId, deploymentId, resourceLinkId } = key;
    const doc = await model.findOne({ platformId, deploymentId, resourceLinkId }).lean<LinkDoc | null>();
    const link = doc && toLink(doc);
    // A link that shows nothing yet is looked at each time: a teacher may be choosing right now.
    if (link && isBound(link)) recent.set(keyOf(key), link);
    return link;
  };
  /** Writes are rare, and some change many links: all that is remembered is forgotten, before and after. */
  const change = async (write: Promise<unknown>): Promise<void> => {
    recent.clear();
    await write;
    recent.clear();
  };
  const list = async (filter: Partial<LinkDoc>): Promise<StoredLink[]> => {
    const docs = await model.find(filter).lean<LinkDoc[]>();
    return docs.map(toLink);
  };
  return {
    findByLink: async key => recent.get(keyOf(key)) ?? readByLink(key),
    async find(id) {
      const doc = await model.findById(id).lean<LinkDoc | null>();
      return doc && toLink(doc);
    },
    async insert({ id, ...rest }) {
      try {
        await model.create({ _id: id, ...rest });
        return { id, ...rest };
      } catch (error) {
        const quicker = isDuplicateKey(error) && (await readByLink(rest));
        if (!quicker) throw error;
        return quicker;
      }
    },
    async renew(id, news) {
      await change(model.updateOne({ _id: id }, { $set: news }).exec());
    },
    async bindColumn({ id, lineItemUrl }, column, now) {
      const facts = { ...column, lineItemCheckedAt: now };
      const write = model.updateOne({ _id: id, lineItemUrl }, { $set: facts }).exec();
      await change(write);
      return (await write).matchedCount === 1;
    },
    async takeCheck({ id, lineItemUrl }, since, now) {
      // Null and absent are alike here: never looked at.
      const isDue = { $or: [{ lineItemCheckedAt: null }, { lineItemCheckedAt: { $lte: since } }] };
      const { matchedCount } = await model.updateOne(
        { _id: id, lineItemUrl, ...isDue },
        { $set: { lineItemCheckedAt: now } },
      );
      return matchedCount === 1;
    },
    async show({ id, activityId }, shown, namedId) {
      const facts = { ...shown, isNameHeld: false, ...(namedId === null ? {} : { namedId }) };
      const write = model.updateOne({ _id: id, activityId }, { $set: facts }).exec();
      await change(write);
      return (await write).matchedCount === 1;
    },
    async remember(id, namedId, isNameHeld) {
      await change(model.updateOne({ _id: id }, { $set: { namedId, isNameHeld } }).exec());
    },
    async move(fromActivityId, shown) {
      await change(model.updateMany({ activityId: fromActivityId }, { $set: shown }).exec());
    },
    async setLocale(activityId, locale) {
      await change(model.updateMany({ activityId }, { $set: { locale } }).exec());
    },
    listByActivity: activityId => list({ activityId }),
    listByClassroom: classroomId => list({ classroomId }),
    isShownIn: async (activityId, classroomId) => (await model.exists({ activityId, classroomId })) !== null,
  };
}
