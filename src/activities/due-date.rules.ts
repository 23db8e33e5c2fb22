import { DAY_MS, MINUTE_MS, TIME_ZONE } from '../kit/clock.ts';

/** The form in which a browser's `datetime-local` field speaks (HTML, 2.3.5.5): a wall clock's time without a zone. */
const LOCAL_TIME = /^([12]\d{3})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,3})?)?$/;

const wallClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** @returns the moment as a `datetime-local` field shows it, by the clocks in Helsinki: `2026-11-27T23:59` */
export function formatLocalTime(at: Date): string {
  const parts = Object.fromEntries(wallClock.formatToParts(at).map(({ type, value }) => [type, value]));
  const { year = '', month = '', day = '', hour = '', minute = '' } = parts;
  return `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}`;
}

/** @returns by how much the clocks in Helsinki are ahead of UTC at that moment */
function offsetMs(at: number): number {
  return Date.parse(`${formatLocalTime(new Date(at))}Z`) - Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/**
 * Reads what a `datetime-local` field sent, as the clocks in Helsinki show it. An hour that comes twice (the last
 * Sunday of October) means the later one, in the learner's favour; one that never comes (the last Sunday of March)
 * is read as if the clocks had not jumped yet: 03.30 is then 04.30.
 * @returns the moment, or null for anything that is not a day and time of the calendar
 */
export function parseLocalTime(text: string): Date | null {
  const match = LOCAL_TIME.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute] = match;
  const asUtc = Date.parse(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:00Z`);
  // V8 reads 31 February as 3 March; a day that does not exist is a fault, not another day.
  if (Number.isNaN(asUtc) || new Date(asUtc).getUTCDate() !== Number(day)) return null;
  const candidates = [asUtc - offsetMs(asUtc + DAY_MS), asUtc - offsetMs(asUtc - DAY_MS)];
  const exact = candidates.filter(at => at + offsetMs(at) === asUtc);
  return new Date(Math.max(...(exact.length > 0 ? exact : candidates)));
}

const FAR_YEARS = 10;

/** The text key's last part that says why a due date cannot be used. */
export type DueFault = 'due-invalid' | 'due-past' | 'due-far';

/**
 * @param text what the field sent; empty means no due date
 * @param current the due date in force: it may stay although it has passed
 * @returns the due date, or why it cannot be used
 */
export function readDueDate(
  text: string,
  now: Date,
  current: Date | null = null,
): { ok: true; dueAt: Date | null } | { ok: false; why: DueFault } {
  if (text === '') return { ok: true, dueAt: null };
  if (current && text === formatLocalTime(current)) return { ok: true, dueAt: current };
  const dueAt = parseLocalTime(text);
  if (!dueAt) return { ok: false, why: 'due-invalid' };
  if (dueAt <= now) return { ok: false, why: 'due-past' };
  if (dueAt.getUTCFullYear() > now.getUTCFullYear() + FAR_YEARS) return { ok: false, why: 'due-far' };
  return { ok: true, dueAt };
}
