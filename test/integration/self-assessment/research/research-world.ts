import { parse } from 'csv-parse/sync';
import type { Database } from '../../../../src/db/index.ts';
import { newToken } from '../../../../src/kit/ids.ts';
import type { AnswerDoc } from '../../../../src/self-assessment/answer-model.store.ts';
import { createResearchRouter } from '../../../../src/self-assessment/index.ts';
import { loadVersions } from '../../../../src/self-assessment/load-instruments.ts';
import { startAdminRoom, type RunningAdmin } from '../../../support/admin-room.ts';
import type { Answer } from '../../../support/browse.ts';
import { signInAsOperator, type OperatorBrowser } from '../../../support/operator.ts';
import { settableClock, type SettableClock } from '../../../support/settable-clock.ts';

/** The operators' room with its research pages, over a real database, and an operator who is signed in. */
export interface ResearchWorld extends RunningAdmin {
  clock: SettableClock;
  operator: OperatorBrowser;
  /** Names of platforms by their ids. */
  institutions: Map<string, string>;
  /** Stores what people sent, counted in the group's results; `facts` replace what differs. */
  answered(names: readonly string[], facts?: Facts): Promise<void>;
  /** Makes an export. @param form replaces the fields of a form that is in order */
  take(form?: Form): Promise<Answer>;
  /** Makes an export that must come about. @returns its lines */
  rows(form?: Form): Promise<Row[]>;
}

export type Row = Record<string, string>;
/** A list is sent as a browser sends several ticks. */
export type Form = Record<string, string | string[]>;
export type Facts = Partial<AnswerDoc> & { release?: string };

export const PATH = '/admin/research/activity-1';
export const ORDER = { rounds: 'before', by: 'Operator', reason: 'Permit 12/2026', format: 'csv' };

async function store(db: Database, names: readonly string[], facts: Facts): Promise<void> {
  const docs = names.map(name => ({
    _id: newToken(),
    pseudonym: name,
    activityId: 'activity-1',
    round: 'before',
    instrument: { id: 'structural-social-work', version: 1 },
    role: null,
    platformId: 'platform-1',
    hasConsent: true,
    answers: { A1: { skill: 3, importance: 4 } },
    isSubmitted: true,
    isTrial: false,
    savedOn: '2026-09-01',
    release: 'with-rows',
    ...facts,
  }));
  await db.connection.collection('self_assessment_answers').insertMany(docs as never);
}

/** @returns the lines of a CSV by their columns' names */
export function linesOf(csv: string): Row[] {
  return parse(csv, { bom: true, columns: true });
}

/** @returns so many names, each with this beginning */
export function many(count: number, name: string): string[] {
  return Array.from({ length: count }, (_one, index) => `${name}-${String(index)}`);
}

export async function openResearch(title = 'Osaamisen itsearviointi'): Promise<ResearchWorld> {
  const clock = settableClock('2026-11-27T10:00:00Z');
  const institutions = new Map([
    ['platform-1', 'North'],
    ['platform-2', 'South'],
  ]);
  const versions = loadVersions();
  const room = await startAdminRoom({
    clock,
    pages: db => [
      {
        path: 'research',
        title: 'self-assessment:research.title',
        router: createResearchRouter({
          db,
          clock,
          findActivity: id =>
            Promise.resolve(id.startsWith('activity') ? { title, platformId: 'platform-1' } : null),
          findInstrument: (id, version) =>
            Promise.resolve(versions.find(one => one.id === id && one.version === version) ?? null),
          institutionNamesOf: () => Promise.resolve(institutions),
        }),
      },
    ],
  });
  const operator = await signInAsOperator(room, clock);
  const take = (form: Form = {}): Promise<Answer> => {
    const fields = Object.entries({ ...ORDER, ...form }).flatMap(([name, value]) =>
      [value].flat().map(one => [name, one] as [string, string]),
    );
    return operator.post(PATH, new URLSearchParams(fields));
  };
  return {
    ...room,
    clock,
    operator,
    institutions,
    answered: (names, facts = {}) => store(room.db, names, facts),
    take,
    async rows(form = {}) {
      const answer = await take(form);
      if (answer.status !== 200) throw new Error(`no export: ${String(answer.status)} ${answer.body}`);
      return linesOf(answer.body);
    },
  };
}
