export const LOCALES = ['fi', 'sv', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'fi';

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && (LOCALES as readonly string[]).includes(value);
}

/**
 * @param tag a BCP 47 tag or Moodle's form of one (`sv_fi`), as an LMS sends it
 * @returns the locale it means, or null for a language that we do not speak
 */
export function findLocale(tag: string | null | undefined): Locale | null {
  const language = (tag ?? '').toLowerCase().split(/[-_]/)[0];
  return isLocale(language) ? language : null;
}

/**
 * @param header an Accept-Language header (RFC 9110, 12.5.4)
 * @returns the first of our locales in the reader's order, else Finnish
 */
export function localeOfHeader(header: string | undefined): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map(part => {
      const [tag = '', ...rest] = part.trim().split(';');
      const q = rest.find(r => r.trim().startsWith('q='));
      return { tag, q: q ? Number(q.trim().slice(2)) || 0 : 1 };
    })
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wanted) {
    const locale = findLocale(tag);
    if (locale) return locale;
  }
  return DEFAULT_LOCALE;
}

/**
 * The order of choice: the reader's own choice, the launch's claims in their order, then Finnish.
 * @param candidates tags, most wanted first; null and unknown ones are passed over
 */
export function chooseLocale(...candidates: (string | null | undefined)[]): Locale {
  for (const candidate of candidates) {
    const locale = findLocale(candidate);
    if (locale) return locale;
  }
  return DEFAULT_LOCALE;
}
