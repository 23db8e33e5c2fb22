import type { ErasingStore } from './erasing.store.ts';
import type { ProgressRecord } from './progress.rules.ts';
import type { ProgressStore } from './progress.store.ts';
import type { PseudonymStore } from './pseudonym.store.ts';

export interface Erasing {
  /**
   * Deletes what a person answered and wrote, in all rounds, and how far they were; of someone who takes part nowhere
   * else the salt too. Sums that are published stay. Done again, or after a crash, it does the rest.
   * @param activityIds every activity unless given
   */
  erasePerson(participantId: string, activityIds?: readonly string[]): Promise<void>;
}

interface Parts {
  progress: Pick<ProgressStore, 'listOf' | 'remove' | 'takesPart'>;
  pseudonyms: Pick<PseudonymStore, 'find' | 'remove'>;
  answers: ErasingStore;
  /** @returns instruments that may have been begun though no answer names them yet */
  listOffered: () => Promise<readonly string[]>;
}

export function createErasing({ progress, pseudonyms, answers, listOffered }: Parts): Erasing {
  async function eraseAnswers(begun: ProgressRecord): Promise<void> {
    const { activityId } = begun;
    const named = await Promise.all([answers.listInstrumentIds(activityId), listOffered()]);
    const ids = new Set(named.flat());
    const found = await Promise.all([...ids].map(id => pseudonyms.find(begun, id)));
    await answers.removeAnswers(
      activityId,
      found.filter(name => name !== null),
    );
  }

  async function eraseActivity(begun: ProgressRecord): Promise<void> {
    await eraseAnswers(begun);
    await progress.remove(begun);
    // What another tab was just saving came in between; what begins from now on is a new beginning.
    await eraseAnswers(begun);
  }

  return {
    async erasePerson(participantId, activityIds) {
      const everywhere = await progress.listOf(participantId);
      const wanted = everywhere.filter(one => !activityIds || activityIds.includes(one.activityId));
      for (const begun of wanted) await eraseActivity(begun);
      // Last: without the salt nobody could find the answers.
      if (await progress.takesPart(participantId)) return;
      await pseudonyms.remove({ participantId, startedAt: wanted[0]?.startedAt ?? new Date(0) });
    },
  };
}
