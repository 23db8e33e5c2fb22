import { expect } from 'chai';
import fc from 'fast-check';
import {
  escapeText,
  formatMoment,
  writeCalendar,
  type CalendarEntry,
} from '../../../../src/course/calendar/ical.rules.ts';

const madeAt = new Date('2026-09-01T09:00:00Z');
const anEntry = (facts: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: 'one@sosrake-lti',
  summary: 'Osio',
  startsAt: new Date('2026-10-25T21:59:00Z'),
  endsAt: null,
  ...facts,
});
const written = (facts: Partial<CalendarEntry> = {}): string =>
  writeCalendar({ name: 'Kurssi', entries: [anEntry(facts)], madeAt });

/** Reads as RFC 5545, 3.1 has it: CRLF and a blank are no part of the text. */
const unfold = (file: string): string[] => file.replace(/\r\n[ \t]/g, '').split('\r\n');
const unescape = (value: string): string =>
  value.replace(/\\([\\;,nN])/g, (_all, one: string) => (one.toLowerCase() === 'n' ? '\n' : one));
const valueOf = (file: string, name: string): string => {
  const line = unfold(file).find(one => one.startsWith(`${name}:`));
  if (line === undefined) throw new Error(`there is no ${name}`);
  return unescape(line.slice(name.length + 1));
};

/** What people write: letters of any script, signs that mean something in the format, line ends, emoji. */
const SIGNS = ['\\', ';', ',', ':', '"', '\n', '\r', ' ', 'n', 'ä', '\ud83d', '👩‍🏫', '\u0007'];
// Long enough to be folded several times: what fast-check makes by itself is short.
const long = { minLength: 60, maxLength: 200, size: 'max' } as const;
const text = fc.oneof(
  fc.string({ unit: 'grapheme', ...long }),
  fc.string({ unit: 'binary', ...long }),
  fc.string({ unit: fc.constantFrom(...SIGNS), ...long }),
  fc.string(),
);

describe('a calendar', () => {
  it('keeps every line within 75 octets and ends each with CRLF, whatever is written', () => {
    fc.assert(
      fc.property(text, text, text, (summary, description, location) => {
        const file = written({ summary, description, location });
        expect(file.endsWith('END:VCALENDAR\r\n')).to.equal(true);
        expect(file.replaceAll('\r\n', '')).to.not.match(/[\r\n]/);
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).to.be.at.most(75);
        // No character was torn apart: the file is what its octets say.
        expect(Buffer.from(file).toString()).to.equal(file);
      }),
    );
  });

  it('says what was written to who reads it by the rules, and no word begins a line of its own', () => {
    fc.assert(
      fc.property(text, summary => {
        const file = written({ summary });
        const plain = summary
          .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
          .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
          .replace(/\p{Cs}/gu, '\ufffd');
        expect(valueOf(file, 'SUMMARY')).to.equal(plain);
        expect(unfold(file).filter(line => line.startsWith('BEGIN:VEVENT'))).to.have.length(1);
        expect(unfold(file)).to.have.length(unfold(written()).length);
      }),
    );
  });

  it('folds a word of 60 characters and letters of several octets between characters', () => {
    const summary = `${'ä'.repeat(60)} ${'👩‍🏫'.repeat(20)}`;
    const file = written({ summary });
    expect(file.split('\r\n').filter(line => line.startsWith(' '))).to.have.length.above(3);
    expect(valueOf(file, 'SUMMARY')).to.equal(summary);
  });

  it('escapes what means something in the format', () => {
    expect(escapeText('Lue, mieti; kirjoita\\n\r\nja palaa: ”näin”')).to.equal(
      'Lue\\, mieti\\; kirjoita\\\\n\\nja palaa: ”näin”',
    );
  });

  it('gives times in UTC and never as days, on both sides of the change to winter time', () => {
    const summerTime = new Date('2026-10-24T23:59:00+03:00');
    const winterTime = new Date('2026-10-25T23:59:00+02:00');
    expect(formatMoment(summerTime)).to.equal('20261024T205900Z');
    expect(formatMoment(winterTime)).to.equal('20261025T215900Z');
    expect(written({ startsAt: winterTime }))
      .to.include('\r\nDTSTART:20261025T215900Z\r\n')
      .and.not.include('VALUE=DATE');
  });

  it('writes every moment as a moment in UTC', () => {
    const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, at => {
        expect(formatMoment(at)).to.match(/^\d{8}T\d{6}Z$/);
      }),
    );
  });

  it('has an end only where it is later than the beginning, and else takes no time of the day', () => {
    const startsAt = new Date('2026-10-01T06:00:00Z');
    expect(written({ startsAt, endsAt: new Date('2026-10-01T13:00:00Z') }))
      .to.include('DTEND:20261001T130000Z')
      .and.not.include('TRANSP');
    for (const endsAt of [null, startsAt])
      expect(written({ startsAt, endsAt })).to.include('TRANSP:TRANSPARENT').and.not.include('DTEND');
  });

  it('has all that a calendar and an event must have, once', () => {
    const lines = unfold(written());
    for (const name of [
      'VERSION:2.0',
      'PRODID:',
      'UID:',
      'DTSTAMP:',
      'DTSTART:',
      'REFRESH-INTERVAL;VALUE=DURATION:',
      'X-PUBLISHED-TTL:',
    ])
      expect(
        lines.filter(line => line.startsWith(name)),
        name,
      ).to.have.length(1);
  });

  it('has a component even when there is nothing to tell', () => {
    const file = writeCalendar({ name: 'Kurssi', entries: [], madeAt });
    expect(file)
      .to.match(/BEGIN:V(?!CALENDAR)/)
      .and.not.include('VEVENT');
  });
});
