import { Schema } from 'mongoose';
import type { Database } from '../../db/database.ts';
import { isDuplicateKey } from '../../db/duplicate-key.ts';
import type { Instrument } from '../instrument.rules.ts';
import type { DraftInstrument } from './draft.rules.ts';

/** The classroom whose teachers may edit a copy. */
export interface Owner {
  platformId: string;
  classroomId: string;
}

/** A teacher's own instrument: a draft, and the versions that were published of it. */
export interface InstrumentCopy extends Owner {
  id: string;
  copiedFrom: { id: string; version: number };
  draft: DraftInstrument;
  /** Counts the changes: a change is written only over the draft that it was made from. */
  draftRevision: number;
  /** Every id that ever stood in the draft: none is given twice. */
  takenIds: string[];
  /** The newest version; 0 while there is none. */
  publishedVersion: number;
  /** The draft's revision of which that was made. */
  publishedRevision: number;
  createdAt: Date;
  changedAt: Date;
}

/** A copy without its content, as lists need it. */
export type CopySummary = Pick<
  InstrumentCopy,
  'id' | 'draftRevision' | 'publishedVersion' | 'publishedRevision' | 'changedAt'
> & { title: DraftInstrument['title'] };

type CopyDoc = Omit<InstrumentCopy, 'id'> & { _id: string };

interface VersionDoc {
  /** Id and version: nobody publishes the same version twice. */
  _id: string;
  instrument: Instrument;
  /** The draft's revision that it was made of. */
  revision: number;
  publishedAt: Date;
}

const text = { type: String, required: true };
const count = { type: Number, required: true };
const copySchema = new Schema<CopyDoc>(
  {
    _id: text,
    copiedFrom: { _id: false, id: String, version: Number },
    platformId: text,
    classroomId: text,
    draft: { type: Schema.Types.Mixed, required: true },
    draftRevision: count,
    takenIds: [String],
    publishedVersion: count,
    publishedRevision: count,
    createdAt: { type: Date, required: true },
    changedAt: { type: Date, required: true },
  },
  { collection: 'self_assessment_instruments', versionKey: false, minimize: false },
);
// The list of a classroom's copies.
copySchema.index({ classroomId: 1 });

const versionSchema = new Schema<VersionDoc>(
  {
    _id: text,
    instrument: { type: Schema.Types.Mixed, required: true },
    revision: count,
    publishedAt: { type: Date, required: true },
  },
  { collection: 'self_assessment_instrument_versions', versionKey: false, minimize: false },
);

/** What a change leaves of a copy. */
export interface DraftChange {
  draft: DraftInstrument;
  takenIds?: string[] | undefined;
  at: Date;
}

export interface InstrumentStore {
  insert(copy: InstrumentCopy): Promise<void>;
  /** @returns the copy if it belongs to this classroom of this platform, else null: an id alone opens nothing */
  findOwn(id: string, owner: Owner): Promise<InstrumentCopy | null>;
  /** @returns the classroom's copies, the one last changed first */
  listOwn(owner: Owner): Promise<CopySummary[]>;
  /** Writes a draft over the revision that it was made from. @returns whether that was still the present one */
  saveDraft(id: string, revision: number, change: DraftChange): Promise<boolean>;
  /**
   * Keeps a version for good, unless there is one of this number.
   * @returns the draft's revision of which the version of this number was made: another one when somebody was quicker
   */
  keepVersion(instrument: Instrument, revision: number, publishedAt: Date): Promise<number>;
  /** Notes which version is the newest, and of which revision it was made. An older one changes nothing. */
  notePublished(id: string, version: number, revision: number): Promise<void>;
  findVersion(id: string, version: number): Promise<Instrument | null>;
}

/** What is left out is left out: the driver would write a null for it. */
const plain = (draft: DraftInstrument): DraftInstrument =>
  JSON.parse(JSON.stringify(draft)) as DraftInstrument;

const keyOf = (id: string, version: number): string => `${id}/${String(version)}`;

function toCopy({ _id, ...rest }: CopyDoc): InstrumentCopy {
  return { id: _id, ...rest };
}

export function createInstrumentStore(db: Database): InstrumentStore {
  const copies = db.connection.model<CopyDoc>('self_assessment_instruments', copySchema);
  const versions = db.connection.model<VersionDoc>('self_assessment_instrument_versions', versionSchema);
  return {
    async insert({ id, ...rest }) {
      await copies.create({ _id: id, ...rest, draft: plain(rest.draft) });
    },
    async findOwn(id, { platformId, classroomId }) {
      const doc = await copies.findOne({ _id: id, platformId, classroomId }).lean<CopyDoc | null>();
      return doc && toCopy(doc);
    },
    async listOwn({ platformId, classroomId }) {
      const docs = await copies
        .find({ classroomId, platformId })
        .select({
          'draft.title': 1,
          draftRevision: 1,
          publishedVersion: 1,
          publishedRevision: 1,
          changedAt: 1,
        })
        .sort({ changedAt: -1 })
        .lean<CopyDoc[]>();
      return docs.map(({ _id, draft, ...rest }) => ({ id: _id, title: draft.title, ...rest }));
    },
    async saveDraft(id, revision, { draft, takenIds, at }) {
      const { modifiedCount } = await copies.updateOne(
        { _id: id, draftRevision: revision },
        {
          $set: { draft: plain(draft), changedAt: at, draftRevision: revision + 1 },
          ...(takenIds && { $addToSet: { takenIds: { $each: takenIds } } }),
        },
      );
      return modifiedCount === 1;
    },
    async keepVersion(instrument, revision, publishedAt) {
      const _id = keyOf(instrument.id, instrument.version);
      try {
        await versions.create({ _id, instrument, revision, publishedAt });
        return revision;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const kept = await versions.findById(_id, { revision: 1 }).lean<VersionDoc | null>();
        return kept?.revision ?? revision;
      }
    },
    async notePublished(id, version, revision) {
      await copies.updateOne(
        { _id: id, publishedVersion: { $lt: version } },
        { $set: { publishedVersion: version, publishedRevision: revision } },
      );
    },
    async findVersion(id, version) {
      const doc = await versions.findOne({ _id: keyOf(id, version) }).lean<VersionDoc | null>();
      return doc?.instrument ?? null;
    },
  };
}
