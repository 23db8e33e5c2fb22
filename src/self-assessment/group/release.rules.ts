import type { TakerRole } from '../roles.rules.ts';
import type { AnswersOnScale } from './tally.rules.ts';

/** Nobody may set less. */
export const LEAST_MINIMUM = 5;

/** What is known of people beside their answers. Of a block: what all its people share; null: they differ, or did not say. */
export interface Background {
  role: TakerRole | null;
  /** The platform that they came from. */
  institution: string | null;
  /** Consent to research: rows of single people may leave the house from blocks where this is true, and from no others. */
  hasConsent: boolean | null;
}

/** One person's submitted answers that are in no snapshot yet. */
export interface Waiting extends Background {
  id: string;
  institution: string;
  hasConsent: boolean;
  answers: AnswersOnScale;
}

export interface ReleaseTerms {
  /** Fewer people than this make no block. */
  minimum: number;
  /** The round is being closed: whoever can be taken in now is. */
  isClosing: boolean;
  /** Whether these are all who wait. If not, others may still come who are more alike. */
  isAll: boolean;
}

type Trait = keyof Background;

const ALIKE: readonly Trait[] = ['role', 'institution', 'hasConsent'];
/**
 * What people in a block may share when too few are alike in everything, the best first. Consent is given up last but
 * one, since a block where it is mixed gives no row to research.
 */
const LESS_ALIKE: readonly (readonly Trait[])[] = [
  ['role', 'hasConsent'],
  ['institution', 'hasConsent'],
  ['hasConsent'],
  ['role'],
  ['institution'],
  [],
];

interface Taken {
  blocks: Waiting[][];
  rest: Waiting[];
}

/** @returns the minimum that holds: a setting may raise it, never lower it. */
export function holdMinimum(setting: number): number {
  return Number.isFinite(setting) ? Math.max(LEAST_MINIMUM, Math.ceil(setting)) : LEAST_MINIMUM;
}

/** @returns what all of these people share. */
export function backgroundOf(people: readonly Background[]): Background {
  const [first] = people;
  const shared = <T extends Trait>(trait: T): Background[T] | null =>
    first && people.every(one => one[trait] === first[trait]) ? first[trait] : null;
  return { role: shared('role'), institution: shared('institution'), hasConsent: shared('hasConsent') };
}

function takeBlocks(waiting: readonly Waiting[], shared: readonly Trait[], minimum: number): Taken {
  const byTraits = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const traits = JSON.stringify(shared.map(trait => one[trait]));
    const group = byTraits.get(traits);
    if (group) group.push(one);
    else byTraits.set(traits, [one]);
  }
  const groups = [...byTraits.values()];
  return {
    blocks: groups.filter(group => group.length >= minimum),
    rest: groups.filter(group => group.length < minimum).flat(),
  };
}

/** How much a block would lose if these joined it. */
function lossOf(block: Waiting[], joining: Waiting[]): number {
  const before = backgroundOf(block);
  const after = backgroundOf([...block, ...joining]);
  return ALIKE.filter(trait => before[trait] !== after[trait]).length;
}

/** Too few for a block of their own join one that nobody has seen yet; of a large one only as many as are needed. */
function joinRest({ blocks, rest }: Taken, minimum: number): Waiting[][] {
  const [host] = blocks.toSorted((a, b) => lossOf(a, rest) - lossOf(b, rest) || a.length - b.length);
  if (!host || rest.length === 0) return blocks;
  const others = blocks.filter(block => block !== host);
  if (host.length < 2 * minimum) return [...others, [...host, ...rest]];
  return [...others, host.slice(minimum), [...host.slice(0, minimum), ...rest]];
}

/**
 * Decides who is counted next, looking at nothing that they answered: so neither when a figure changes nor by how many
 * people says anything about an answer. People who are alike in role, institution and consent make a block as soon as
 * they are enough. Others wait for their like, until twice as many as needed wait, or the round closes.
 * @returns disjoint blocks of at least `minimum` people each; whoever is in none waits on
 */
export function planBlocks(waiting: readonly Waiting[], terms: ReleaseTerms): Waiting[][] {
  const { minimum, isClosing, isAll } = terms;
  const alike = takeBlocks(waiting, ALIKE, minimum);
  const mayMix = isClosing || alike.rest.length >= 2 * minimum;
  if (!mayMix || (!isAll && alike.blocks.length > 0)) return alike.blocks;
  const taken = LESS_ALIKE.reduce<Taken>(({ blocks, rest }, shared) => {
    const more = takeBlocks(rest, shared, minimum);
    return { blocks: [...blocks, ...more.blocks], rest: more.rest };
  }, alike);
  return isClosing ? joinRest(taken, minimum) : taken.blocks;
}
