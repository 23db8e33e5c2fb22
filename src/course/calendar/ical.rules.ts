/** One entry of a calendar. */
export interface CalendarEntry {
  /** Stays when the time moves, so that the entry moves in the reader's calendar too (RFC 5545, 3.8.4.7). */
  uid: string;
  summary: string;
  description?: string | undefined;
  location?: string | undefined;
  startsAt: Date;
  /** Null: a moment, which takes no time of anybody's day. */
  endsAt: Date | null;
}

export interface Calendar {
  name: string;
  entries: readonly CalendarEntry[];
  /** When it was put together. */
  madeAt: Date;
}

/** A line may have so many octets, its end not counted (RFC 5545, 3.1). */
const LINE_OCTETS = 75;
const PRODUCT = '-//SOSRAKE LTI//Course calendar//EN';
/** How often a reader may ask again: a moved date is known within a quarter of a day. */
const REFRESH = 'PT6H';

/** A calendar needs one component at least (RFC 5545, 3.4): one that says nothing stands in one without entries. */
const NOTHING = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f]/g;
/** Half of a pair is no character, and has no form in UTF-8. */
const LONE_SURROGATES = /\p{Cs}/gu;

/** @returns the text as a value (RFC 5545, 3.3.11) */
export function escapeText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(CONTROLS, ' ')
    .replace(LONE_SURROGATES, '\ufffd')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

/** @returns the line in pieces of at most 75 octets, no character torn apart (RFC 5545, 3.1) */
export function foldLine(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

/** @returns the moment in UTC: `20261127T215900Z` (RFC 5545, 3.3.5, form 2) */
export function formatMoment(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d+/g, '');
}

function linesOf(
  { uid, summary, description, location, startsAt, endsAt }: CalendarEntry,
  stamp: string,
): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${formatMoment(startsAt)}`,
    // An end must be later than the beginning; without one the event ends as it begins (3.6.1).
    ...(endsAt && endsAt > startsAt ? [`DTEND:${formatMoment(endsAt)}`] : ['TRANSP:TRANSPARENT']),
    `SUMMARY:${escapeText(summary)}`,
    ...(description === undefined ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    ...(location === undefined ? [] : [`LOCATION:${escapeText(location)}`]),
    'END:VEVENT',
  ];
}

/**
 * Writes a calendar that others subscribe to: iCalendar by RFC 5545, its name and how often to ask again by RFC 7986.
 * @returns the file, to be sent as UTF-8
 */
export function writeCalendar({ name, entries, madeAt }: Calendar): string {
  const stamp = formatMoment(madeAt);
  const title = escapeText(name);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${PRODUCT}`,
    'CALSCALE:GREGORIAN',
    `NAME:${title}`,
    `X-WR-CALNAME:${title}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    ...(entries.length > 0 ? entries.flatMap(entry => linesOf(entry, stamp)) : NOTHING),
    'END:VCALENDAR',
  ];
  return lines.map(line => `${foldLine(line)}\r\n`).join('');
}
