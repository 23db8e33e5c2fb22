import { countsOf, type Run, type Standing } from '../marking.ts';
import type { CourseProgress } from '../progress.rules.ts';
import type { RecountStore } from './recount.store.ts';

export interface RecountParts {
  store: RecountStore;
  /** @returns how someone stands in the run as it is now */
  standingOf: (run: Run, progress: CourseProgress) => Standing;
  now: () => Date;
  /** Told of each person who is done by the new count, and was not by the old one. */
  onDone: (run: Run, progress: CourseProgress, at: Date) => Promise<void>;
}

/** Someone whom another request changes at each of these turns is counted by that request. */
const TURNS = 3;

/**
 * Counts everyone anew who was counted by an earlier version of the run's package, in batches. Each document says by what
 * it was counted, so that the rest is found where a crash left it; run again it does no harm. What was done stays.
 */
export async function recount(run: Run, { store, standingOf, now, onDone }: RecountParts): Promise<void> {
  const { id } = run.activity;
  const { version } = run.course;

  const countBatch = async (batch: readonly CourseProgress[]): Promise<void> => {
    const at = now();
    const counted = batch.map(progress => {
      const { way } = standingOf(run, progress);
      const doneAt = progress.doneAt ?? (way.isDone ? at : null);
      return { of: progress, counts: { ...countsOf(run, way), doneAt, changedAt: at } };
    });
    // Told before it is kept: after a crash between the two they are told again, and never forgotten.
    for (const { of, counts } of counted)
      if (of.doneAt === null && counts.doneAt !== null) await onDone(run, of, at);
    await store.saveAll(counted);
  };

  for (let turn = 0; turn < TURNS; turn += 1) {
    let batch = await store.listBehind(id, version);
    if (batch.length === 0) return;
    while (batch.length > 0) {
      await countBatch(batch);
      batch = await store.listBehind(id, version, batch.at(-1)?.participantId);
    }
  }
}
