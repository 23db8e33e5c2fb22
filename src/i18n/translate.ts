import i18next from 'i18next';
import { createRecent } from '../kit/recent.ts';
import { formatDuration } from './format.ts';
import { LOCALES, type Locale } from './locale.ts';

/** Most of a page says what it said a moment ago, and putting a text together is what a page spends most time on. */
const REMEMBERED = 5000;

/**
 * One room's texts in one language: flat keys with dots, i18next's `{{name}}` and `_one` / `_other`; milliseconds are
 * written out by `{{name, duration}}`.
 */
export type RoomText = Record<string, string>;
export type RoomTexts = Record<Locale, RoomText>;

/**
 * The texts of each room by its name. A room adds its own by declaration merging in its `text.ts`:
 * `declare module '../i18n/translate.ts' { interface TextRooms { workshop: typeof fi } }`.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it is filled by the rooms, by declaration merging
export interface TextRooms {}

type BaseKey<K> = K extends `${infer Base}_one` ? Base : K extends `${string}_other` ? never : K;
export type TextKey = {
  [Room in keyof TextRooms]: `${Room}:${BaseKey<keyof TextRooms[Room] & string>}`;
}[keyof TextRooms];

export type TextParams = Record<string, string | number>;

/** Gives the text of a key in one language. Values are put in as they are: views escape, texts hold no markup. */
export interface Translate {
  (key: TextKey, params?: TextParams): string;
  /** The language of the texts. */
  locale: Locale;
  /** @returns the text of a key that is known only at run time (an error's code), or null when there is none. */
  find(key: string, params?: TextParams): string | null;
}

export interface I18n {
  /** @returns the texts in that language. */
  t(locale: Locale): Translate;
}

/** @param rooms each room's texts in fi, sv and en, as the rooms' `text.ts` export them */
export function createI18n(rooms: Record<string, RoomTexts>): I18n {
  const resources = Object.fromEntries(
    LOCALES.map(locale => [
      locale,
      Object.fromEntries(Object.entries(rooms).map(([room, texts]) => [room, texts[locale]])),
    ]),
  );
  const instance = i18next.createInstance();
  void instance.init({
    resources,
    lng: 'fi',
    fallbackLng: false,
    ns: Object.keys(rooms),
    keySeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
    showSupportNotice: false,
  } as Parameters<typeof instance.init>[0]);
  instance.services.formatter?.add('duration', (ms, locale) => formatDuration(Number(ms), locale as Locale));
  const translators = new Map<Locale, Translate>();
  for (const locale of LOCALES) {
    const fixed = instance.getFixedT(locale);
    const recent = createRecent<string>(REMEMBERED);
    const t = ((key: TextKey, params?: TextParams) => {
      const asked = params ? `${key} ${JSON.stringify(params)}` : key;
      const known = recent.get(asked);
      if (known !== undefined) return known;
      const text = fixed(key as string, params ?? {});
      recent.set(asked, text);
      return text;
    }) as Translate;
    t.locale = locale;
    t.find = (key, params) =>
      instance.exists(key, { lng: locale, ...params }) ? fixed(key, params ?? {}) : null;
    translators.set(locale, t);
  }
  return { t: locale => translators.get(locale) as Translate };
}
