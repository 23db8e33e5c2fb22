import type { Translate } from '../../i18n/index.ts';
import { ROUNDS, type Round } from '../rounds.rules.ts';
import { AT_LEAST } from './exporting.ts';
import { groupBy } from './group-by.rules.ts';
import type { ResearchStore, RoundCount } from './research.store.ts';

/** What is known of an activity outside this room. */
export interface KnownActivity {
  title: string;
  platformId: string;
}

/** An activity of which research may have something. */
export interface ListedActivity {
  id: string;
  title: string;
  institution: string;
  /** Rounds that somebody consented in; how many did is not told where they are few. */
  rounds: { round: Round; isEnough: boolean }[];
}

export interface ListParts {
  store: Pick<ResearchStore, 'countRounds'>;
  findActivity: (id: string) => Promise<KnownActivity | null>;
  institutionNamesOf: (platformIds: string[]) => Promise<ReadonlyMap<string, string>>;
}

async function toListed(
  parts: ListParts,
  counts: readonly RoundCount[],
  t: Translate,
): Promise<ListedActivity[]> {
  const found = await Promise.all(
    [...groupBy(counts, one => one.activityId)].map(async ([id, rounds]) => ({
      id,
      rounds,
      activity: await parts.findActivity(id),
    })),
  );
  const names = await parts.institutionNamesOf(found.flatMap(one => one.activity?.platformId ?? []));
  const unknown = t('self-assessment:research.unknown-institution');
  return found.map(({ id, rounds, activity }) => ({
    id,
    title: activity?.title ?? t('self-assessment:research.untitled'),
    institution: names.get(activity?.platformId ?? '') ?? unknown,
    rounds: ROUNDS.flatMap(round => {
      const count = rounds.find(one => one.round === round)?.count;
      return count === undefined ? [] : [{ round, isEnough: count >= AT_LEAST }];
    }),
  }));
}

/** @returns all activities of which research may have something, by name */
export async function listActivities(parts: ListParts, t: Translate): Promise<ListedActivity[]> {
  const { compare } = new Intl.Collator(t.locale, { numeric: true });
  const listed = await toListed(parts, await parts.store.countRounds(), t);
  return listed.toSorted((a, b) => compare(a.title, b.title) || (a.id < b.id ? -1 : 1));
}

/** @returns one of them, or null */
export async function findListed(parts: ListParts, id: string, t: Translate): Promise<ListedActivity | null> {
  const counts = await parts.store.countRounds(id);
  const [listed] = await toListed(parts, counts, t);
  return listed ?? null;
}
