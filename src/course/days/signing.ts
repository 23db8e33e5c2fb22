import type { Clock } from '../../kit/clock.ts';
import { AppError } from '../../kit/errors.ts';
import { isSpent, type Attendance, type AttendancePlace } from './attendance.rules.ts';
import type { AttendanceStore, NewSignUp } from './attendance.store.ts';
import { checkInStateOf, isSameTime, liveOf, slotOf, type Occasion } from './occasion.rules.ts';
import type { OccasionStore } from './occasion.store.ts';

/** Who signs up. */
export interface Attendee {
  activityId: string;
  participantId: string;
  platformId: string;
  isTrial: boolean;
}

/** What came of signing up; a refusal names what stands in the way. */
export type SignedUp =
  | { ok: true }
  | { ok: false; why: 'gone' | 'over' }
  | { ok: false; why: 'elsewhere' | 'same-time'; other: Occasion };

/** Signing up and taking it back. */
export interface Signing {
  signUp(person: Attendee, occasionId: string): Promise<SignedUp>;
  /** Takes a sign-up back, while it is not noted that they were there. */
  cancel(place: AttendancePlace): Promise<void>;
  /** Takes it back, since they come to none of the slot's places. */
  cannotCome(person: Attendee, slot: string): Promise<void>;
  /**
   * Puts someone on an occasion's list who was there although signed up elsewhere the same day.
   * @returns false where the occasion was removed in between, or they are noted as present already
   */
  bringOver(attendance: Attendance, occasion: Occasion): Promise<boolean>;
  /** Removes all there is of one person in a run; who waits moves up. */
  removePerson(person: Pick<Attendee, 'activityId' | 'participantId'>): Promise<void>;
}

interface Parts {
  clock: Clock;
  occasions: OccasionStore;
  attendances: AttendanceStore;
}

/** At each try one of those who come at the same moment, each through another process, gets through. */
const TRIES = 50;

/** @returns a function that does what it is given one after another, for each key */
function createTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}

function placeOf({ activityId, participantId }: Attendee, slot: string): AttendancePlace {
  return { activityId, participantId, slot };
}

export function createSigning({ clock, occasions, attendances }: Parts): Signing {
  const inTurn = createTurns();

  /**
   * Takes the next place in the queue; the database refuses one that was taken in between. Read in this order: what was given up is noted before it is free, so that a
   * place never lies before one that somebody else was told.
   */
  async function takeNext(
    signUp: Omit<NewSignUp, 'number' | 'at'>,
  ): Promise<'taken' | 'signed-up-already' | 'gone'> {
    const { activityId } = signUp.place;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const last = await attendances.lastNumber(signUp.occasionId);
      const occasion = await occasions.find({ id: signUp.occasionId, activityId });
      if (!occasion) return 'gone';
      const number = Math.max(last, occasion.lastNumber) + 1;
      const taken = await attendances.take({ ...signUp, number, at: clock.now() });
      if (taken !== 'number-is-gone') return taken;
    }
    throw new AppError('course/busy', { status: 503 });
  }

  /** @returns an occasion of another slot at the same time, at which the person is awaited */
  async function findClash(
    person: Attendee,
    wanted: Occasion,
    all: readonly Occasion[],
  ): Promise<Occasion | undefined> {
    const others = await attendances.listOf({
      activityId: person.activityId,
      participantId: person.participantId,
    });
    const ids = new Set(
      others.flatMap(({ occasionId, slot }) => (slot === slotOf(wanted) ? [] : occasionId)),
    );
    return liveOf(all).find(one => ids.has(one.id) && isSameTime(one, wanted));
  }

  async function giveUp(
    { activityId, participantId, slot, occasionId, number }: Attendance,
    also?: Pick<Attendance, 'cannotComeAt'>,
  ): Promise<void> {
    if (occasionId === null) return;
    if (number !== null) await occasions.noteGivenUp({ id: occasionId, activityId }, number);
    await attendances.leave({ activityId, participantId, slot }, occasionId, also);
  }

  return {
    async signUp(person, occasionId) {
      const now = clock.now();
      const all = await occasions.list(person.activityId);
      const wanted = liveOf(all).find(({ id }) => id === occasionId);
      if (!wanted) return { ok: false, why: 'gone' };
      if (checkInStateOf(wanted, now) === 'over') return { ok: false, why: 'over' };
      const clash = await findClash(person, wanted, all);
      if (clash) return { ok: false, why: 'same-time', other: clash };
      const place = placeOf(person, slotOf(wanted));
      const known = await attendances.find(place);
      if (known?.occasionId === occasionId) return { ok: true };
      const replaces = known && isSpent(known, all, now) ? known.occasionId : null;
      const { platformId, isTrial } = person;
      const taken = await inTurn(occasionId, () =>
        takeNext({ place, person: { platformId, isTrial }, occasionId, replaces }),
      );
      if (taken === 'taken') return { ok: true };
      if (taken === 'gone') return { ok: false, why: 'gone' };
      const at = await attendances.find(place);
      const other = all.find(({ id }) => id === at?.occasionId);
      if (!other || other.id === occasionId) return { ok: true };
      return { ok: false, why: 'elsewhere', other };
    },
    async cancel(place) {
      const known = await attendances.find(place);
      if (known && !known.presentAt) await giveUp(known);
    },
    async cannotCome(person, slot) {
      const place = placeOf(person, slot);
      const known = await attendances.find(place);
      if (known?.presentAt) return;
      const cannotComeAt = clock.now();
      if (known?.occasionId) await giveUp(known, { cannotComeAt });
      else
        await attendances.note(
          place,
          { platformId: person.platformId, isTrial: person.isTrial },
          { cannotComeAt },
        );
    },
    async bringOver(attendance, occasion) {
      const { activityId, participantId, slot, platformId, isTrial, occasionId, number } = attendance;
      if (occasionId && number !== null) await occasions.noteGivenUp({ id: occasionId, activityId }, number);
      const taken = await inTurn(occasion.id, () =>
        takeNext({
          place: { activityId, participantId, slot },
          person: { platformId, isTrial },
          occasionId: occasion.id,
          replaces: occasionId,
          presence: { presentAt: clock.now(), presentBy: 'teacher' },
        }),
      );
      return taken === 'taken';
    },
    async removePerson(person) {
      for (const one of await attendances.listOf(person)) {
        if (one.occasionId && one.number !== null)
          await occasions.noteGivenUp({ id: one.occasionId, activityId: one.activityId }, one.number);
        await attendances.remove(one);
      }
    },
  };
}
