import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Marking } from '../marking.ts';
import type { DayForm } from '../run.rules.ts';
import {
  isSubstituteOpen,
  stateOf,
  type Attendance,
  type AttendancePlace,
  type AttendanceState,
} from './attendance.rules.ts';
import { createAttendanceStore, type AttendanceStore } from './attendance.store.ts';
import {
  checkInStateOf,
  checkInTimes,
  liveOf,
  slotOf,
  type DayEvent,
  type Occasion,
  type Slot,
} from './occasion.rules.ts';
import { createOccasionStore, type OccasionStore } from './occasion.store.ts';
import { createPresence, type Presence } from './presence.ts';
import { createSigning, type Signing } from './signing.ts';

/** An occasion as it is offered. */
export interface Offer {
  occasion: Occasion;
  /** Seats left; null: room for everyone. */
  left: number | null;
  isOver: boolean;
}

/** A slot as one person finds it. */
export interface SlotView {
  slot: Slot;
  offers: Offer[];
  state: AttendanceState;
  /** Where they signed up; also one that was removed since. */
  own: Occasion | null;
  /** Their place among those who wait; 0: they do not. */
  waitingPlace: number;
  /** Time or place changed after they signed up. */
  isMoved: boolean;
  presentAt: Date | null;
  checkIn: { state: 'early' | 'open' | 'over'; from: Date } | null;
  isSubstituteOpen: boolean;
  attendance: Attendance | null;
}

export interface Days {
  occasions: OccasionStore;
  attendances: AttendanceStore;
  signing: Signing;
  presence: Presence;
  /** @param person null: somebody who only looks */
  viewSlot(place: Omit<AttendancePlace, 'participantId'>, person: string | null): Promise<SlotView>;
  /** @returns every slot of a run for which there is an occasion: contact days first, then events by their time */
  viewSlots(activityId: string, person: string | null): Promise<SlotView[]>;
  /** @returns whether there is anything to sign up for */
  hasEvents(activityId: string, form: DayForm): Promise<boolean>;
  /** Removes what a trial run left. */
  clearTrial(activityId: string, participantId: string): Promise<void>;
  /** @returns the contact days at which someone has a seat, the first one first */
  eventsOf(activityId: string, participantId: string): Promise<DayEvent[]>;
  /** @returns the places of contact days that begin within a time, each with how many have a seat */
  comingDays(
    activityId: string,
    within: { from: Date; until: Date },
  ): Promise<(Omit<DayEvent, 'endsAt'> & { people: number })[]>;
}

export interface DaysOptions {
  db: Database;
  clock: Clock;
  marking: Marking;
  /** Where someone takes part; where it is not known, their next visit tells of the grade. */
  placementOf?: ((activityId: string, participantId: string) => Promise<string | undefined>) | undefined;
}

function isMovedSince({ moved }: Occasion, { signedUpAt }: Attendance): boolean {
  return moved !== null && signedUpAt !== null && moved.at > signedUpAt;
}

function whereOf({ name, place }: Occasion): string {
  return place === '' ? name : `${name}, ${place}`;
}

/** Contact days, webinars and visits of every run. */
export function createDays({
  db,
  clock,
  marking,
  placementOf = () => Promise.resolve(undefined),
}: DaysOptions): Days {
  const occasions = createOccasionStore(db);
  const attendances = createAttendanceStore(db);
  const signing = createSigning({ clock, occasions, attendances });
  const presence = createPresence({ clock, attendances, signing, marking, placementOf });

  async function offerOf(occasion: Occasion): Promise<Offer> {
    const isOver = checkInStateOf(occasion, clock.now()) === 'over';
    const { id, capacity } = occasion;
    const left = capacity === null || isOver ? null : capacity - (await attendances.count(id, capacity));
    return { occasion, left, isOver };
  }

  /** @param all the slot's, those removed among them */
  async function view(slot: Slot, all: readonly Occasion[], found: Attendance | null): Promise<SlotView> {
    const now = clock.now();
    const live = liveOf(all);
    const own = all.find(({ id }) => id === found?.occasionId) ?? null;
    const isQueued = own !== null && own.capacity !== null && found !== null && found.number !== null;
    const [offers, ahead] = await Promise.all([
      Promise.all(live.map(offerOf)),
      isQueued ? attendances.countAhead(own.id, found.number ?? 0) : 0,
    ]);
    const state = stateOf(found, all, { now, ahead });
    const isAwaited = own && (state === 'seat' || state === 'waiting');
    return {
      slot,
      offers,
      state,
      own,
      waitingPlace: state === 'waiting' ? ahead - (own?.capacity ?? 0) + 1 : 0,
      isMoved: Boolean(own && found && isAwaited && isMovedSince(own, found)),
      presentAt: found?.presentAt ?? null,
      checkIn: isAwaited ? { state: checkInStateOf(own, now), from: checkInTimes(own).from } : null,
      isSubstituteOpen: isSubstituteOpen(state),
      attendance: found,
    };
  }

  const firstTime = (all: readonly Occasion[]): number => Math.min(...all.map(one => Number(one.startsAt)));

  async function viewSlots(activityId: string, person: string | null): Promise<SlotView[]> {
    const [all, records] = await Promise.all([
      occasions.list(activityId),
      person === null ? [] : attendances.listOf({ activityId, participantId: person }),
    ]);
    const found = new Map(records.map(one => [one.slot, one]));
    const slots = [...new Set(all.map(slotOf))]
      .map(slot => [slot, all.filter(one => slotOf(one) === slot)] as const)
      // An event that was called off is told to those who signed up for it.
      .filter(([slot, of]) => liveOf(of).length > 0 || found.get(slot)?.occasionId)
      .sort(([, a], [, b]) => {
        const [dayA, dayB] = [a[0]?.day ?? Infinity, b[0]?.day ?? Infinity];
        return dayA === dayB ? firstTime(a) - firstTime(b) : dayA - dayB;
      });
    return Promise.all(slots.map(([slot, of]) => view(slot, of, found.get(slot) ?? null)));
  }

  return {
    occasions,
    attendances,
    signing,
    presence,
    async viewSlot({ activityId, slot }, person) {
      const [all, found] = await Promise.all([
        occasions.list(activityId),
        person === null ? null : attendances.find({ activityId, slot, participantId: person }),
      ]);
      return view(
        slot,
        all.filter(one => slotOf(one) === slot),
        found,
      );
    },
    viewSlots,
    async hasEvents(activityId, form) {
      const live = liveOf(await occasions.list(activityId));
      return live.some(({ kind }) => form !== 'none' || kind !== 'contact-day');
    },
    async clearTrial(activityId, participantId) {
      const found = await attendances.listOf({ activityId, participantId });
      if (found.some(({ isTrial }) => isTrial)) await signing.removePerson({ activityId, participantId });
    },
    async eventsOf(activityId, participantId) {
      const slots = await viewSlots(activityId, participantId);
      return slots.flatMap(({ state, own }): DayEvent[] => {
        if (!own || own.day === null || (state !== 'seat' && state !== 'present')) return [];
        const { day, startsAt, endsAt } = own;
        return [{ day, startsAt, endsAt, place: whereOf(own) }];
      });
    },
    async comingDays(activityId, { from, until }) {
      const coming = liveOf(await occasions.list(activityId)).filter(
        ({ startsAt }) => startsAt >= from && startsAt < until,
      );
      const told = coming.map(async one => {
        if (one.day === null) return [];
        const people = await attendances.count(one.id, one.capacity ?? undefined);
        return [{ day: one.day, startsAt: one.startsAt, place: whereOf(one), people }];
      });
      return (await Promise.all(told)).flat();
    },
  };
}
