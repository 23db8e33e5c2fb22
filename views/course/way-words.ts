import type { Translate } from '../../src/i18n/index.ts';
import { formatNumber, formatTime } from '../../src/i18n/index.ts';
import type { Opens } from '../../src/course/way.rules.ts';
import { wordsIn } from './local-text.tsx';

/** @returns the hours as the language writes them: `1,5 h` */
export function hoursIn(t: Translate, hours: number): string {
  return t('course:hours', { hours: formatNumber(hours, t.locale, 2) });
}

/** @returns one sentence that says what opens it */
export function opensIn(t: Translate, opens: Opens): string {
  if (opens.why === 'date') return t('course:opens.date', { time: formatTime(opens.at, t.locale) });
  const names = (opens.why === 'modules' ? opens.modules : opens.steps).map(
    ({ title }) => `”${wordsIn(title, t.locale)}”`,
  );
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(names);
  return t(`course:opens.${opens.why}`, { names: list, count: names.length });
}
