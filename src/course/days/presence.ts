import type { Clock } from '../../kit/clock.ts';
import type { Marking, Run, Standing, Taker } from '../marking.ts';
import type { StepKey } from '../progress.rules.ts';
import { leavesOf, type Way } from '../way.rules.ts';
import { blockedUntil, type Attendance, type AttendancePlace } from './attendance.rules.ts';
import type { AttendanceStore } from './attendance.store.ts';
import { ageOfCode, readCode } from './codes.rules.ts';
import { checkInStateOf, liveOf, slotOf, type Occasion, type Slot } from './occasion.rules.ts';
import type { Signing } from './signing.ts';

/** What came of a code. */
export type CheckedIn =
  | { ok: true }
  | { ok: false; why: 'not-signed-up' | 'late' | 'unknown' }
  | { ok: false; why: 'again'; at: Date }
  | { ok: false; why: 'early' | 'over'; own: Occasion }
  | { ok: false; why: 'elsewhere'; own: Occasion; other: Occasion }
  | { ok: false; why: 'blocked'; until: Date };

/** Who was there, and what that makes done. */
export interface Presence {
  checkIn(
    run: Run,
    person: { taker: Taker; standing: Standing },
    slot: Slot,
    all: readonly Occasion[],
    typed: string,
  ): Promise<CheckedIn>;
  /** A teacher's word on one person; someone signed up elsewhere the same day is brought over. */
  setPresence(run: Run, occasion: Occasion, participantId: string, isPresent: boolean): Promise<void>;
  /** Marks a contact day's step of someone who was there, where a crash kept it from being marked. */
  remind(run: Run, person: { taker: Taker; standing: Standing }, attendance: Attendance): Promise<Standing>;
}

interface Parts {
  clock: Clock;
  attendances: AttendanceStore;
  signing: Signing;
  marking: Marking;
  /** Where someone takes part: their grade goes there. */
  placementOf: (activityId: string, participantId: string) => Promise<string | undefined>;
}

/** @returns the steps of that slot in someone's way: none for an event beside the package */
export function stepsOfSlot({ modules }: Way, slot: Slot): StepKey[] {
  return modules
    .flatMap(leavesOf)
    .filter(({ step }) => step.kind === 'contact-day' && slot === slotOf({ id: '', day: step.day }))
    .map(({ key }) => key);
}

/** @returns why a code does not fit; null: it does */
function judgeCode(own: Occasion, all: readonly Occasion[], typed: string, now: Date): CheckedIn | null {
  const code = readCode(typed);
  const age = ageOfCode(own, code, now);
  if (age === 'good') return null;
  if (age === 'late') return { ok: false, why: 'late' };
  const others = liveOf(all).filter(one => one.id !== own.id && checkInStateOf(one, now) === 'open');
  const other = others.find(one => ageOfCode(one, code, now) !== 'unknown');
  return other ? { ok: false, why: 'elsewhere', own, other } : { ok: false, why: 'unknown' };
}

export function createPresence({ clock, attendances, signing, marking, placementOf }: Parts): Presence {
  async function markSlot(run: Run, taker: Taker, first: Standing, slot: Slot): Promise<Standing> {
    let standing = first;
    for (const key of stepsOfSlot(first.way, slot))
      standing = await marking.markDone(run, taker, standing, key);
    return standing;
  }

  async function unmarkSlot(run: Run, taker: Taker, standing: Standing, slot: Slot): Promise<void> {
    const keys = new Set(stepsOfSlot(standing.way, slot));
    await marking.change(run, taker, standing, ({ progress: { steps } }) => {
      const left = Object.entries(steps).filter(([key]) => !keys.has(key));
      return left.length === Object.keys(steps).length ? null : { steps: Object.fromEntries(left) };
    });
  }

  async function takerOf({ activityId, participantId, platformId, isTrial }: Attendance): Promise<Taker> {
    const placementId = await placementOf(activityId, participantId);
    return { participantId, platformId, placementId, isTrial, locale: null };
  }

  async function notePresent(run: Run, attendance: Attendance, occasion: Occasion): Promise<void> {
    const presence = { presentAt: clock.now(), presentBy: 'teacher' } as const;
    const isElsewhere = attendance.occasionId !== occasion.id;
    if (isElsewhere && !(await signing.bringOver(attendance, occasion))) return;
    if (!isElsewhere && !attendance.presentAt)
      await attendances.setPresence(attendance, occasion.id, presence);
    const taker = await takerOf(attendance);
    await markSlot(run, taker, await marking.load(run, taker), attendance.slot);
  }

  /** What was marked goes first: were it to end in between, the list still says that they were there. */
  async function noteAbsent(run: Run, attendance: Attendance, occasion: Occasion): Promise<void> {
    const taker = await takerOf(attendance);
    if (!attendance.substituteAt)
      await unmarkSlot(run, taker, await marking.load(run, taker), attendance.slot);
    await attendances.setPresence(attendance, occasion.id, { presentAt: null, presentBy: null });
  }

  return {
    async checkIn(run, { taker, standing }, slot, all, typed) {
      const now = clock.now();
      const place: AttendancePlace = {
        activityId: run.activity.id,
        participantId: taker.participantId,
        slot,
      };
      const known = await attendances.find(place);
      if (known?.presentAt) {
        await markSlot(run, taker, standing, slot);
        return { ok: false, why: 'again', at: known.presentAt };
      }
      const own = liveOf(all).find(({ id }) => id === known?.occasionId);
      if (!own) return { ok: false, why: 'not-signed-up' };
      const state = checkInStateOf(own, now);
      if (state !== 'open') return { ok: false, why: state, own };
      // A try counts before it is judged: of many at once none goes uncounted.
      const until = blockedUntil((await attendances.countTry(place, now)) ?? { tries: null });
      if (until) return { ok: false, why: 'blocked', until };
      const fault = judgeCode(own, all, typed, now);
      if (fault) return fault;
      if (!(await attendances.setPresence(place, own.id, { presentAt: now, presentBy: 'code' })))
        return { ok: false, why: 'not-signed-up' };
      await markSlot(run, taker, standing, slot);
      return { ok: true };
    },
    async setPresence(run, occasion, participantId, isPresent) {
      const place = { activityId: run.activity.id, participantId, slot: slotOf(occasion) };
      const attendance = await attendances.find(place);
      if (!attendance || attendance.isTrial) return;
      if (isPresent) await notePresent(run, attendance, occasion);
      else if (attendance.occasionId === occasion.id) await noteAbsent(run, attendance, occasion);
    },
    remind: (run, { taker, standing }, { slot }) => markSlot(run, taker, standing, slot),
  };
}
