import type { Activity } from '../activities/activity.ts';
import type { AsPart, PhaseStanding } from '../activities/kind.ts';
import type { Instrument } from './instrument.rules.ts';
import { doneRounds } from './progress.rules.ts';
import type { ProgressStore } from './progress.store.ts';
import { recommendFor } from './recommendation.rules.ts';
import { ROUNDS, stateOf } from './rounds.rules.ts';
import type { RoundStore } from './rounds.store.ts';
import type { TakingPart } from './taking-part.ts';

interface PhaseParts {
  rounds: Pick<RoundStore, 'find'>;
  progress: Pick<ProgressStore, 'find'>;
}

/** A self-assessment inside another activity: its rounds are its phases. */
export function createAsPart({ rounds, progress }: PhaseParts): AsPart {
  return {
    async phasesOf(activityId, participantId) {
      const [found, begun] = await Promise.all([
        rounds.find(activityId),
        participantId === null ? null : progress.find({ activityId, participantId }),
      ]);
      return Object.fromEntries(
        ROUNDS.map((round): [string, PhaseStanding] => {
          const own = begun?.rounds[round];
          const doneAt = own?.doneAt ?? null;
          return [round, { state: stateOf(found, round), hasBegun: own !== undefined, doneAt }];
        }),
      );
    },
    resultPath: round => `self-assessment/result?round=${round}`,
  };
}

interface RecommendationParts {
  takingPart: Pick<TakingPart, 'load'>;
  instrumentOf(activity: Activity): Promise<Instrument>;
  atVersion(instrument: Instrument, version: number | null | undefined): Promise<Instrument>;
}

/**
 * The themes that the round which a person sent last recommends to them. It is worked out when they ask, for a page of
 * their own, and kept nowhere: docs/decisions/0010.
 * @returns the themes' letters, in the order of the rule
 */
export function createRecommendations(parts: RecommendationParts) {
  return async (activity: Activity, participantId: string): Promise<readonly string[]> => {
    const newest = await parts.instrumentOf(activity);
    const { progress, records } = await parts.takingPart.load(
      { activityId: activity.id, participantId },
      newest.id,
    );
    const last = doneRounds(progress).findLast(({ round }) => records[round]);
    const record = last && records[last.round];
    if (!record) return [];
    const instrument = await parts.atVersion(newest, record.instrument.version);
    return recommendFor(instrument, record.answers).themes.recommended.map(({ id }) => id);
  };
}
