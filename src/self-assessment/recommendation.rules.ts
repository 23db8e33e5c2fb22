import type { Answers } from './answers.rules.ts';
import { statementsOf, type Instrument, type LocalText, type Statement } from './instrument.rules.ts';
import { ratedOf, type Rated } from './result.rules.ts';

/** So many are recommended, unless equals share the last place. */
const RECOMMENDED = 2;
/** Weights of a statement in its first and its second theme. */
const THEME_WEIGHTS = [1, 0.5];
/**
 * Weight of the person's mean gap in each score: it keeps a theme of few statements from winning by one weak answer.
 * Over random profiles each theme of the tool's own instrument comes first in 13 to 20 %.
 */
const PULL = 2;
/** One weak answer alone is no need. */
const LEAST_GAPS = 2;
/**
 * But a theme or workshop that has a single statement could then never be recommended (one workshop of the tool's own
 * instrument would be shut out). For it one gap is enough if it is large: at least two of three, as when someone only
 * knows the basics of what is very important to them.
 */
const LARGE_GAP = 2;
/** Fewer rated statements tell too little; of a short instrument, fewer than two thirds. */
const LEAST_RATED = 12;

/**
 * Why nothing is recommended: too little was rated · all that was rated is managed alone (then guiding others is the
 * extension) · no theme or workshop has gaps in two statements, or a large one in its single statement.
 */
export type NoRecommendation = 'too-few-rated' | 'no-gap' | 'scattered';

/** How much a person's gaps call for one theme or workshop. */
export interface Need {
  id: string;
  title: LocalText;
  /** 0..3: the weighted mean of its gaps, pulled towards the mean of all. */
  score: number;
  /** The score's fraction. Gaps and weights are eighths, so sums and products are exact, and equals are equal. */
  fraction: { above: number; below: number };
  /** The statements with a gap, the one that weighed most first. */
  causes: Rated[];
  /** Whether the instrument has one statement of it and no more, whatever was rated. */
  isSingle: boolean;
}

export interface Recommended extends Need {
  /** Equal scores share a place. */
  place: 1 | 2;
}

/** Highest score first; empty with the reason why. More than two are equals, of which the person chooses. */
export type Recommendations =
  { recommended: Recommended[]; why: null } | { recommended: []; why: NoRecommendation };

export interface Recommendation {
  /** How many statements the person rated, and how many it takes. */
  rated: number;
  least: number;
  themes: Recommendations;
  workshops: Recommendations;
}

interface Topic {
  id: string;
  title: LocalText;
  isSingle: boolean;
  /** 0: the statement does not belong to it. */
  weightOf: (statement: Statement) => number;
}

/** @param gaps sum of all gaps */
function needOf({ id, title, isSingle, weightOf }: Topic, rated: Rated[], gaps: number): Need {
  let weights = 0;
  let weighted = 0;
  const causes: { one: Rated; part: number }[] = [];
  for (const one of rated) {
    const weight = weightOf(one.statement);
    const part = weight * one.gap;
    weights += weight;
    weighted += part;
    if (part > 0) causes.push({ one, part });
  }
  // score = (Σ weight·gap + PULL·mean) / (Σ weight + PULL), above and below times the number of rated statements
  const above = weighted * rated.length + PULL * gaps;
  const below = (weights + PULL) * rated.length;
  return {
    id,
    title,
    score: rated.length === 0 ? 0 : above / below,
    fraction: { above, below },
    causes: causes.toSorted((a, b) => b.part - a.part).map(({ one }) => one),
    isSingle,
  };
}

function needsOf(topics: Topic[], rated: Rated[]): Need[] {
  const gaps = rated.reduce((sum, one) => sum + one.gap, 0);
  return topics.map(topic => needOf(topic, rated, gaps));
}

function topicsOf(
  instrument: Instrument,
  named: Instrument['themes'],
  weightIn: (statement: Statement, id: string) => number,
): Topic[] {
  const statements = statementsOf(instrument);
  return named.map(({ id, title }) => ({
    id,
    title,
    isSingle: statements.filter(one => weightIn(one, id) > 0).length === 1,
    weightOf: statement => weightIn(statement, id),
  }));
}

function themesOf(instrument: Instrument): Topic[] {
  return topicsOf(instrument, instrument.themes, ({ themes }, id) => THEME_WEIGHTS[themes.indexOf(id)] ?? 0);
}

function workshopsOf(instrument: Instrument): Topic[] {
  return topicsOf(instrument, instrument.workshops, ({ workshops }, id) => (workshops.includes(id) ? 1 : 0));
}

/** Negative: `a` is needed more; 0: exactly as much. */
function compareNeeds({ fraction: a }: Need, { fraction: b }: Need): number {
  return b.above * a.below - a.above * b.below;
}

function isCalledFor({ causes, isSingle }: Need): boolean {
  return causes.length >= LEAST_GAPS || (isSingle && causes.some(({ gap }) => gap >= LARGE_GAP));
}

function recommend(needs: Need[]): Recommendations {
  const sorted = needs.filter(isCalledFor).toSorted(compareNeeds);
  const [first] = sorted;
  if (!first) return { recommended: [], why: 'scattered' };
  const last = sorted[RECOMMENDED - 1] ?? first;
  const recommended = sorted
    .filter(need => compareNeeds(need, last) <= 0)
    .map((need): Recommended => ({ ...need, place: compareNeeds(need, first) === 0 ? 1 : 2 }));
  return { recommended, why: null };
}

/** @returns how many statements must be rated: 12, or two thirds of an instrument with fewer than 18. */
export function leastRated(instrument: Instrument): number {
  return Math.min(LEAST_RATED, Math.ceil((statementsOf(instrument).length * 2) / 3));
}

/** @returns the need of each theme, in the instrument's order; a statement counts half in its second theme. */
export function themeNeeds(instrument: Instrument, answers: Answers): Need[] {
  return needsOf(themesOf(instrument), ratedOf(statementsOf(instrument), answers));
}

/** @returns the need of each workshop, in the instrument's order; its statements count alike. */
export function workshopNeeds(instrument: Instrument, answers: Answers): Need[] {
  return needsOf(workshopsOf(instrument), ratedOf(statementsOf(instrument), answers));
}

/**
 * What to study next, by a rule that anyone can check by hand: the gap of a statement is how far skill lies below
 * managing alone, weighed by importance; statements outside the person's work are skipped. Each theme's gaps are
 * averaged with their weights and pulled towards the person's mean; the two highest are recommended, equals all named.
 * The same answers give the same recommendation, in whatever order they stand.
 * It takes gaps in two statements, or a large one where a theme or workshop has a single statement.
 */
export function recommendFor(instrument: Instrument, answers: Answers): Recommendation {
  const rated = ratedOf(statementsOf(instrument), answers);
  const least = leastRated(instrument);
  const nothing = (why: NoRecommendation): Recommendation => ({
    rated: rated.length,
    least,
    themes: { recommended: [], why },
    workshops: { recommended: [], why },
  });
  if (rated.length < least) return nothing('too-few-rated');
  if (rated.every(one => one.gap === 0)) return nothing('no-gap');
  return {
    rated: rated.length,
    least,
    themes: recommend(needsOf(themesOf(instrument), rated)),
    workshops: recommend(needsOf(workshopsOf(instrument), rated)),
  };
}
