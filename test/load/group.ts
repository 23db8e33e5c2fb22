import { renderToString } from 'preact-render-to-string';
import { ensureIndexes, type Database } from '../../src/db/index.ts';
import { httpTexts } from '../../src/http/index.ts';
import { createI18n } from '../../src/i18n/index.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { newFraction, newToken, newUuid } from '../../src/kit/ids.ts';
import { createLog } from '../../src/kit/log.ts';
import { peopleTexts } from '../../src/people/index.ts';
import { openAnswers, type AnswerDoc } from '../../src/self-assessment/answer-model.store.ts';
import { createGroupResults, type GroupResults } from '../../src/self-assessment/group/group-results.ts';
import { listGroupAreas } from '../../src/self-assessment/group/items.rules.ts';
import { viewGroup } from '../../src/self-assessment/group/page.rules.ts';
import { statementsOf, type Instrument } from '../../src/self-assessment/instrument.rules.ts';
import { selfAssessmentTexts } from '../../src/self-assessment/index.ts';
import { loadInstruments } from '../../src/self-assessment/load-instruments.ts';
import { ROLES } from '../../src/self-assessment/roles.rules.ts';
import { GroupPage } from '../../views/self-assessment/group/group-page.tsx';
import { median } from './rate.ts';

/** What opening a group's results costs with many respondents, beside few, in the same minutes on the same database. */
export interface GroupLoad {
  respondents: { few: number; many: number };
  /** Milliseconds of one opening, the median of each round. */
  fewMs: number[];
  manyMs: number[];
  /** Seconds in which all answers of the larger group, sent at once, came into its results. */
  takenInSeconds: number;
}

export interface GroupAmounts {
  groupRounds: number;
  few: number;
  many: number;
  opens: number;
}

const BATCH = 5000;
const INSTITUTIONS = 10;

function oneOf<T>(all: readonly T[]): T {
  return all[Math.floor(newFraction() * all.length)] as T;
}

function answerOf(activityId: string, { id, version, areas }: Instrument, index: number): AnswerDoc {
  const statements = statementsOf({ areas } as Instrument);
  const answers = statements.map(statement => {
    return [statement.id, { skill: oneOf([1, 2, 3, 4, 5]), importance: oneOf([1, 2, 3, 4]) }];
  });
  return {
    _id: newToken(),
    pseudonym: newToken(),
    activityId,
    round: 'before',
    instrument: { id, version },
    role: oneOf([...ROLES, null]),
    platformId: `platform-${String(index % INSTITUTIONS)}`,
    hasConsent: newFraction() < 0.7,
    answers: Object.fromEntries(answers) as AnswerDoc['answers'],
    isSubmitted: true,
    isTrial: false,
    savedOn: '2026-09-01',
    release: 'waiting',
  };
}

async function fill(db: Database, instrument: Instrument, count: number): Promise<string> {
  const activityId = newUuid();
  for (let from = 0; from < count; from += BATCH) {
    const length = Math.min(BATCH, count - from);
    const docs = Array.from({ length }, (_one, index) => answerOf(activityId, instrument, from + index));
    await openAnswers(db).collection.insertMany(docs as never[]);
  }
  return activityId;
}

async function takeIn(results: GroupResults, activityId: string): Promise<number> {
  const startedAt = performance.now();
  results.noteSubmitted({ activityId, minimum: 5 });
  await results.settle();
  return (performance.now() - startedAt) / 1000;
}

/** @returns a way to open an activity's page, from the database to its last byte */
function createOpening(
  results: GroupResults,
  instrument: Instrument,
): (activityId: string) => Promise<string> {
  const texts = { http: httpTexts, people: peopleTexts, 'self-assessment': selfAssessmentTexts };
  const t = createI18n(texts).t('fi');
  const frame = { t, assets: '', base: '', isTrial: false, canLeave: false };
  return async activityId => {
    const { snapshots } = await results.load({ activityId, minimum: 5 }, instrument);
    const view = viewGroup(listGroupAreas(instrument), snapshots, { by: 'all' });
    if (!view?.isAnyShown) throw new Error('The group results show nothing');
    const institutions = new Map<string, string>();
    const props = { frame, instrument, view, minimum: 5, institutions, hasRest: false };
    return renderToString(GroupPage(props));
  };
}

/** @param db with nothing in it that matters */
export async function measureGroup(db: Database, amounts: GroupAmounts): Promise<GroupLoad> {
  const instrument = loadInstruments().get('structural-social-work') as Instrument;
  const results = createGroupResults({ db, clock: systemClock, log: createLog('silent') });
  await ensureIndexes(db);
  const few = await fill(db, instrument, amounts.few);
  const many = await fill(db, instrument, amounts.many);
  await takeIn(results, few);
  const takenInSeconds = await takeIn(results, many);
  const open = createOpening(results, instrument);
  const medianOf = async (activityId: string): Promise<number> => {
    const took: number[] = [];
    for (let turn = 0; turn < amounts.opens; turn += 1) {
      const startedAt = performance.now();
      await open(activityId);
      took.push(performance.now() - startedAt);
    }
    return median(took);
  };
  await medianOf(few);
  const fewMs: number[] = [];
  const manyMs: number[] = [];
  for (let round = 0; round < amounts.groupRounds; round += 1) {
    fewMs.push(await medianOf(few));
    manyMs.push(await medianOf(many));
  }
  return { respondents: { few: amounts.few, many: amounts.many }, fewMs, manyMs, takenInSeconds };
}
