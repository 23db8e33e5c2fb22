import type { GroupArea } from '../../../../src/self-assessment/group/items.rules.ts';
import type { Waiting } from '../../../../src/self-assessment/group/release.rules.ts';
import { releaseStep } from '../../../../src/self-assessment/group/releasing.ts';
import type { Snapshot } from '../../../../src/self-assessment/group/snapshot.rules.ts';
import type { SnapshotStore } from '../../../../src/self-assessment/group/snapshot.store.ts';
import type { AnswersOnScale } from '../../../../src/self-assessment/group/tally.rules.ts';
import { viewPart, type Part } from '../../../../src/self-assessment/group/views.rules.ts';
import type { WaitingStore } from '../../../../src/self-assessment/group/waiting.store.ts';
import type { TakerRole } from '../../../../src/self-assessment/roles.rules.ts';
import { settableClock } from '../../../support/settable-clock.ts';

/** Questions that differ in who answers them. */
export const QUESTIONS = ['A', 'B', 'C'] as const;
export type Question = (typeof QUESTIONS)[number];

export interface Person {
  role: TakerRole | null;
  institution: string;
  hasConsent: boolean;
  isTrial: boolean;
}

/** What a person sent once. Another time, after a reopening, it is another one. */
export interface Sending {
  number: number;
  person: number;
  /** The person, as far as the tool can know: who was erased and comes again is somebody else, since nothing was kept. */
  taker: string;
  answered: Record<Question, boolean>;
}

/** What one look shows: of a part and a question, by which sendings the figure is made. */
export interface Sight {
  part: Part;
  question: Question;
  n: number;
  sendings: Set<number>;
}

interface Record_ {
  person: number;
  answers: AnswersOnScale;
  isSubmitted: boolean;
  release: 'waiting' | 'with-rows' | 'sums-only';
  sending: number;
}

/** Of each sending there is one twin of every question, on which it alone stands on level 2. */
export const MOST_SENDINGS = 40;
const IN = 2;
const NOT_IN = 1;

function twinsOf(question: Question): string[] {
  return Array.from({ length: MOST_SENDINGS }, (_one, index) => `${question}${String(index + 1)}`);
}

const words = { fi: 'x', sv: 'x', en: 'x' };
const AREAS: GroupArea[] = QUESTIONS.map(id => ({
  id,
  title: words,
  items: twinsOf(id).map(twin => ({
    id: twin,
    text: words,
    questions: [{ measure: 'skill', levels: [words, words, words, words, words] }],
    themes: [],
    workshops: [],
  })),
}));

function answersOf({ number, answered }: Sending): AnswersOnScale {
  const rated = QUESTIONS.flatMap(question =>
    twinsOf(question).map((id, twin) => {
      const level = twin === number ? IN : NOT_IN;
      return [id, { skill: answered[question] ? level : 'outside' }] as const;
    }),
  );
  return Object.fromEntries(rated);
}

/**
 * People who answer, over stores in memory, with the real steps and rules. Who is in a figure is seen from the figures
 * alone: each sending has a twin of every question on which it answers otherwise than everybody else.
 */
export class GroupWorld {
  readonly #records = new Map<number, Record_>();
  readonly #erasures = new Map<number, number>();
  readonly #people: readonly Person[];
  readonly #minimum: number;
  #snapshot: Snapshot | undefined;
  readonly sendings: Sending[] = [];
  /** Sendings whose rows research may have. */
  readonly rows = new Set<number>();

  constructor(people: readonly Person[], minimum: number) {
    this.#people = people;
    this.#minimum = minimum;
  }

  get peopleShown(): number {
    return (this.#snapshot?.groups ?? []).reduce((sum, group) => sum + group.people, 0);
  }

  /** Grows with each change of what is shown. */
  get version(): number {
    return this.#snapshot?.version ?? 0;
  }

  async submit(person: number, answered: Sending['answered']): Promise<void> {
    const known = this.#records.get(person);
    if (known?.isSubmitted || this.sendings.length >= MOST_SENDINGS) return;
    const taker = `${String(person)} ${String(this.#erasures.get(person) ?? 0)}`;
    const sending = { number: this.sendings.length, person, taker, answered };
    this.sendings.push(sending);
    this.#records.set(person, {
      person,
      answers: answersOf(sending),
      isSubmitted: true,
      release: known?.release ?? 'waiting',
      sending: sending.number,
    });
    await this.step(false);
  }

  reopen(person: number): void {
    const known = this.#records.get(person);
    if (known) known.isSubmitted = false;
  }

  erase(person: number): void {
    if (this.#records.delete(person)) this.#erasures.set(person, (this.#erasures.get(person) ?? 0) + 1);
  }

  async step(isClosing: boolean): Promise<void> {
    const parts = {
      clock: settableClock('2026-09-01T09:00:00Z'),
      snapshots: this.#snapshots(),
      waiting: this.#waiting(),
    };
    const place = { activityId: 'activity-1', round: 'before' as const };
    while (await releaseStep(parts, { ...place, minimum: this.#minimum, isClosing, batch: 1000 }));
  }

  look(part: Part): Sight[] {
    return viewPart(AREAS, this.#snapshot, part).map(({ area, items }) => {
      const figures = items.map(({ figures: { skill } }) => skill ?? null);
      const inside = figures.flatMap((figure, index) => (figure?.counts[IN - 1] === 1 ? [index] : []));
      return { part, question: area.id as Question, n: figures[0]?.n ?? 0, sendings: new Set(inside) };
    });
  }

  #snapshots(): SnapshotStore {
    return {
      list: async () => (this.#snapshot ? [this.#snapshot] : []),
      listUnfinished: async () => [],
      savePlan: async (place, known, plan) => {
        const fresh = { ...place, version: 0, changedOn: null, groups: [] };
        this.#snapshot = { ...(known ?? fresh), pending: plan };
        return this.#snapshot;
      },
      endPlan: async ({ version, ...planned }, groups) => {
        this.#snapshot = { ...planned, version: version + 1, groups, pending: null };
      },
    };
  }

  #waiting(): WaitingStore {
    const instrument = { id: 'twins', version: 1 };
    const toWaiting = (record: Record_): Waiting & { instrument: typeof instrument } => {
      const { role, institution, hasConsent } = this.#people[record.person] as Person;
      return {
        id: String(record.person),
        role,
        institution,
        hasConsent,
        answers: record.answers,
        instrument,
      };
    };
    const isWaiting = (record: Record_): boolean =>
      record.isSubmitted && record.release === 'waiting' && !this.#people[record.person]?.isTrial;
    const mark = (ids: readonly string[], release: Record_['release']): void => {
      for (const id of ids) {
        const record = this.#records.get(Number(id));
        if (record) record.release = release;
        if (record && release === 'with-rows') this.rows.add(record.sending);
      }
    };
    return {
      list: async () => [...this.#records.values()].filter(isWaiting).map(toWaiting),
      listRounds: async () => ['before'],
      markCounted: async (withRows, sumsOnly) => {
        mark(withRows, 'with-rows');
        mark(sumsOnly, 'sums-only');
      },
    };
  }
}
