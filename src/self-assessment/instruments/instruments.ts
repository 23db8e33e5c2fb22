import { z } from 'zod';
import type { Activity } from '../../activities/activity.ts';
import type { Database } from '../../db/database.ts';
import { AppError } from '../../kit/errors.ts';
import { createRecent } from '../../kit/recent.ts';
import type { Instrument } from '../instrument.rules.ts';
import { newestOf } from '../load-instruments.ts';
import { createInstrumentStore, type InstrumentStore } from './instrument.store.ts';

const DEFAULT_INSTRUMENT = 'structural-social-work';
/** Versions never change, so that one that was read is good for ever. */
const REMEMBERED = 200;

/** Which version of which instrument an activity uses, as its settings say it. */
export interface InstrumentChoice {
  instrument: string;
  /** Absent in settings from before there were versions: the newest that ships. */
  version?: number | undefined;
}

function settingsOf(newest: ReadonlyMap<string, Instrument>) {
  const [first = DEFAULT_INSTRUMENT] = newest.keys();
  const fallback = newest.has(DEFAULT_INSTRUMENT) ? DEFAULT_INSTRUMENT : first;
  return z.object({
    instrument: z.string().min(1).max(64).default(fallback),
    version: z.int().positive().optional(),
  });
}

export interface Instruments {
  store: InstrumentStore;
  /** The newest version of each instrument that ships, by its id. */
  shipped: ReadonlyMap<string, Instrument>;
  settings: z.ZodType<InstrumentChoice>;
  /** What a new activity uses. */
  defaultSettings: InstrumentChoice;
  choiceOf(activity: Pick<Activity, 'settings'>): InstrumentChoice;
  /** @returns a version that ships or was published, or null */
  findVersion(id: string, version: number): Promise<Instrument | null>;
  /**
   * @returns the version that the activity uses, for people who have not begun
   * @throws AppError `self-assessment/instrument-missing` (404)
   */
  instrumentOf(activity: Pick<Activity, 'settings'>): Promise<Instrument>;
}

/** @param versions all versions that ship */
export function createInstruments(db: Database, versions: readonly Instrument[]): Instruments {
  const store = createInstrumentStore(db);
  const shipped = newestOf(versions);
  const settings = settingsOf(shipped);
  const recent = createRecent<Instrument>(REMEMBERED);
  const choiceOf = (activity: Pick<Activity, 'settings'>): InstrumentChoice =>
    settings.parse(activity.settings ?? {});

  async function findVersion(id: string, version: number): Promise<Instrument | null> {
    const ours = versions.find(one => one.id === id && one.version === version);
    if (ours) return ours;
    const key = `${id}/${String(version)}`;
    const instrument = recent.get(key) ?? (await store.findVersion(id, version));
    if (instrument) recent.set(key, instrument);
    return instrument;
  }

  const { instrument } = settings.parse({});
  return {
    store,
    shipped,
    settings,
    defaultSettings: { instrument, version: shipped.get(instrument)?.version },
    choiceOf,
    findVersion,
    async instrumentOf(activity) {
      const { instrument: id, version } = choiceOf(activity);
      const found = version === undefined ? (shipped.get(id) ?? null) : await findVersion(id, version);
      if (!found) throw new AppError('self-assessment/instrument-missing', { status: 404, detail: id });
      return found;
    },
  };
}
