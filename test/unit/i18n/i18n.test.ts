import { expect } from 'chai';
import {
  chooseLocale,
  createI18n,
  findLocale,
  formatDay,
  formatDuration,
  formatNumber,
  formatTime,
  localeOfHeader,
} from '../../../src/i18n/index.ts';

describe('the language', () => {
  for (const [tag, locale] of [
    ['fi', 'fi'],
    ['sv-FI', 'sv'],
    ['sv_fi', 'sv'],
    ['EN-gb', 'en'],
    ['de', null],
    ['', null],
    [undefined, null],
  ] as const) {
    it(`of the tag ${String(tag)} is ${String(locale)}`, () => {
      expect(findLocale(tag)).to.equal(locale);
    });
  }

  it('is the first that we speak of the reader’s wishes, else Finnish', () => {
    expect(chooseLocale(null, undefined, 'de', 'sv', 'en')).to.equal('sv');
    expect(chooseLocale('xx')).to.equal('fi');
    expect(chooseLocale()).to.equal('fi');
  });

  it('of a browser follows its weights', () => {
    expect(localeOfHeader('de, sv;q=0.5, en;q=0.8')).to.equal('en');
    expect(localeOfHeader('*')).to.equal('fi');
    expect(localeOfHeader(undefined)).to.equal('fi');
  });
});

describe('dates and numbers', () => {
  const at = new Date('2026-11-27T21:59:00Z');

  it('are written as each language writes them, in Helsinki', () => {
    expect(formatTime(at, 'fi')).to.equal('pe 27.11.2026 klo 23.59');
    expect(formatTime(at, 'sv')).to.equal('fre 27.11.2026 kl. 23.59');
    expect(formatTime(at, 'en')).to.equal('Fri 27 Nov 2026, 23:59');
    expect(formatDay(new Date('2026-11-27T22:30:00Z'), 'fi')).to.equal('la 28.11.2026');
  });

  it('follow summer time', () => {
    expect(formatTime(new Date('2026-03-29T00:59:00Z'), 'fi')).to.include('klo 02.59');
    expect(formatTime(new Date('2026-03-29T01:00:00Z'), 'fi')).to.include('klo 04.00');
  });

  it('give a length of time in a unit that says enough', () => {
    const lengths = [1000, 61_000, 119_000, 120_000, 7_199_000, 7_200_000, 172_800_000, 1e300];
    expect(lengths.map(ms => formatDuration(ms, 'fi'))).to.deep.equal([
      '1 sekunti',
      '61 sekuntia',
      '119 sekuntia',
      '2 minuuttia',
      '120 minuuttia',
      '2 tuntia',
      '2 päivää',
      '100 vuotta',
    ]);
    expect(formatDuration(1000, 'sv')).to.match(/^1 sekund$/);
    expect(formatDuration(-180_000, 'en')).to.equal('3 minutes');
  });

  it('have the language’s decimal mark', () => {
    expect(formatNumber(3.25, 'fi')).to.equal('3,3');
    expect(formatNumber(3.25, 'en', 2)).to.equal('3.25');
  });
});

describe('texts', () => {
  const i18n = createI18n({
    room: {
      fi: { hello: 'Hei {{name}}', done_one: '{{count}} tehty', done_other: '{{count}} tehtyä' },
      sv: { hello: 'Hej {{name}}', done_one: '{{count}} klar', done_other: '{{count}} klara' },
      en: { hello: 'Hello {{name}}', done_one: '{{count}} done', done_other: '{{count}} done' },
    },
  });

  it('take values as they are and count by the language', () => {
    const t = i18n.t('fi');
    expect(t.find('room:hello', { name: '<b>' })).to.equal('Hei <b>');
    expect(t.find('room:done', { count: 1 })).to.equal('1 tehty');
    expect(t.find('room:done', { count: 2 })).to.equal('2 tehtyä');
    expect(i18n.t('sv').find('room:hello', { name: 'A' })).to.equal('Hej A');
  });

  it('say null for what has no text', () => {
    expect(i18n.t('en').find('room:nothing')).to.equal(null);
    expect(i18n.t('en').find('nowhere:hello')).to.equal(null);
  });
});
