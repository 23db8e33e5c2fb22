import type { Clock } from '../../kit/clock.ts';
import { AppError } from '../../kit/errors.ts';
import { digest, newUuid } from '../../kit/ids.ts';
import type { Instrument, LocalText } from '../instrument.rules.ts';
import { AT_MOST, draftOf, idsOf, type DraftInstrument } from './draft.rules.ts';
import type { EditFault, EditVerdict } from './editing.rules.ts';
import type { InstrumentCopy, InstrumentStore, Owner } from './instrument.store.ts';
import type { Item } from './items.rules.ts';
import { planPublication, type PublishFault } from './publishing.rules.ts';

/** Two teachers' changes of one draft meet so often at most, in one moment. */
const TRIES = 5;

/** What a change makes of a draft. */
export interface Edit {
  draft: DraftInstrument;
  takenIds?: string[] | undefined;
}

export type ChangeFault = EditFault | 'changed' | 'too-large';
export type Changed<T> = { ok: true; value: T } | { ok: false; why: ChangeFault; copy: InstrumentCopy };

/** @returns a mark of what an item said when its form was opened: it tells whether somebody else changed it since */
export function markOf({ texts, statement, question }: Item): string {
  return digest(JSON.stringify([texts, statement, question]));
}

/** @returns a mark of an item with all that goes when it is removed */
export function wholeMarkOf(item: Item): string {
  return digest(JSON.stringify(item.list?.[item.index ?? 0] ?? item.texts));
}

export interface Editing {
  /**
   * Makes a copy that the classroom's teachers may edit.
   * @param ending goes at the end of its name, in each language
   * @returns its id
   * @throws AppError `self-assessment/too-many-instruments` (409)
   */
  copy(source: Instrument, owner: Owner, ending: LocalText): Promise<string>;
  /** @throws AppError `http/not-found` (404) for what is not this classroom's */
  get(id: string, owner: Owner): Promise<InstrumentCopy>;
  /**
   * Changes a draft, on the newest one: a change of something else that came between is kept.
   * @param edit is asked again when somebody was quicker
   */
  change<T extends Edit>(
    id: string,
    owner: Owner,
    edit: (copy: InstrumentCopy) => EditVerdict<T> | { ok: false; why: 'changed' },
  ): Promise<Changed<T>>;
  /** Makes the next version of the draft; one that was made of the same draft already is not made twice. */
  publish(
    id: string,
    owner: Owner,
  ): Promise<{ ok: true; version: number } | { ok: false; faults: PublishFault[] }>;
}

const COPIES_AT_MOST = 50;

function endWith(title: LocalText, ending: LocalText): LocalText {
  const end = (text: string, words: string): string => (text === '' ? '' : `${text} (${words})`);
  return { fi: end(title.fi, ending.fi), sv: end(title.sv, ending.sv), en: end(title.en, ending.en) };
}

export function createEditing(store: InstrumentStore, clock: Clock): Editing {
  async function get(id: string, owner: Owner): Promise<InstrumentCopy> {
    const copy = await store.findOwn(id, owner);
    if (!copy) throw new AppError('http/not-found', { status: 404 });
    return copy;
  }

  return {
    get,

    async copy(source, owner, ending) {
      if ((await store.listOwn(owner)).length >= COPIES_AT_MOST) {
        throw new AppError('self-assessment/too-many-instruments', { status: 409 });
      }
      const draft = { ...draftOf(source), title: endWith(source.title, ending) };
      const at = clock.now();
      const { platformId, classroomId } = owner;
      const copy: InstrumentCopy = {
        id: newUuid(),
        copiedFrom: { id: source.id, version: source.version },
        platformId,
        classroomId,
        draft,
        draftRevision: 1,
        takenIds: idsOf(draft),
        publishedVersion: 0,
        publishedRevision: 0,
        createdAt: at,
        changedAt: at,
      };
      await store.insert(copy);
      return copy.id;
    },

    async change(id, owner, edit) {
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const copy = await get(id, owner);
        const verdict = edit(copy);
        if (!verdict.ok) return { ...verdict, copy };
        const { draft, takenIds } = verdict.value;
        if (JSON.stringify(draft).length > AT_MOST.draft) return { ok: false, why: 'too-large', copy };
        const change = { draft, takenIds, at: clock.now() };
        if (await store.saveDraft(id, copy.draftRevision, change)) return verdict;
      }
      throw new AppError('self-assessment/instrument-busy', { status: 409 });
    },

    async publish(id, owner) {
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const { draft, draftRevision, publishedVersion, publishedRevision } = await get(id, owner);
        if (publishedVersion > 0 && publishedRevision === draftRevision) {
          return { ok: true, version: publishedVersion };
        }
        const version = publishedVersion + 1;
        const plan = planPublication(draft, { id, version });
        if (!plan.ok) return plan;
        const revision = await store.keepVersion(plan.instrument, draftRevision, clock.now());
        // Also when it was another's: whoever made it may have died before they could note it.
        await store.notePublished(id, version, revision);
        if (revision === draftRevision) return { ok: true, version };
      }
      throw new AppError('self-assessment/instrument-busy', { status: 409 });
    },
  };
}
