import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, TIME_ZONE } from '../kit/clock.ts';
import type { Locale } from './locale.ts';

const TAGS: Record<Locale, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };
const CLOCK_WORD: Record<Locale, string> = { fi: ' klo ', sv: ' kl. ', en: ', ' };

function part(at: Date, tag: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(tag, { timeZone: TIME_ZONE, ...options }).format(at);
}

/** @returns the day as the language writes it: `pe 27.11.2026`, `fre 27.11.2026`, `Fri 27 Nov 2026`; Helsinki time. */
export function formatDay(at: Date, locale: Locale): string {
  const tag = TAGS[locale];
  const weekday = part(at, tag, { weekday: 'short' }).replace(/\.$/, '');
  if (locale === 'en')
    return `${weekday} ${part(at, tag, { day: 'numeric', month: 'short', year: 'numeric' })}`;
  return `${weekday} ${part(at, 'fi-FI', { day: 'numeric', month: 'numeric', year: 'numeric' })}`;
}

/** @returns day and time: `pe 27.11.2026 klo 23.59`, `fre 27.11.2026 kl. 23.59`, `Fri 27 Nov 2026, 23:59`. */
export function formatTime(at: Date, locale: Locale): string {
  const clock = part(at, locale === 'en' ? 'en-GB' : 'fi-FI', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return formatDay(at, locale) + CLOCK_WORD[locale] + (locale === 'en' ? clock : clock.replace(':', '.'));
}

/** @param days of the calendar, negative ones are past. @returns how far off: `huomenna`, `om 3 dagar`, `2 days ago`. */
export function formatDaysAhead(days: number, locale: Locale): string {
  return new Intl.RelativeTimeFormat(TAGS[locale], { numeric: 'auto' }).format(days, 'day');
}

/** @param digits at most so many decimals. @returns the number with the language's decimal mark. */
export function formatNumber(value: number, locale: Locale, digits = 1): string {
  return new Intl.NumberFormat(TAGS[locale], { maximumFractionDigits: digits }).format(value);
}

const YEAR_MS = 365.25 * DAY_MS;
/** Longest first. A unit is used from where it does not round to one: `90 seconds` says more than `2 minutes`. */
const UNITS = [
  ['year', YEAR_MS],
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
] as const;
const LEAST_OF_A_UNIT = 2;
/** Beyond this a number of years says nothing more. */
const MOST_YEARS = 100;

/** @returns a length of time in its largest fitting unit, rounded: `90 sekuntia`, `3 minuter`, `2 hours`. */
export function formatDuration(ms: number, locale: Locale): string {
  const length = Math.min(Math.abs(ms), MOST_YEARS * YEAR_MS);
  const [unit, unitMs] = UNITS.find(one => length >= LEAST_OF_A_UNIT * one[1]) ?? ['second', SECOND_MS];
  const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(TAGS[locale], style).format(length / unitMs);
}
