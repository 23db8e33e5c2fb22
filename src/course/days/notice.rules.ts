import { formatTime, type Locale, type TextKey, type TextParams } from '../../i18n/index.ts';
import type { CheckedIn } from './presence.ts';
import type { SignedUp } from './signing.ts';

/** What a learner is told of what they just tried. */
export interface Notice {
  key: TextKey;
  params: TextParams;
  /** The slot it is about. */
  slot: string;
  /** It is about the code that was typed: it stands at the field. */
  isOfCode: boolean;
  /** 409: it cannot be done as things stand; 422: what was sent does not fit. */
  status: 409 | 422 | 429;
}

/** @returns why signing up did not come about; null: it did */
export function noticeOfSignUp(result: SignedUp, slot: string, locale: Locale): Notice | null {
  if (result.ok) return null;
  const base = { slot, isOfCode: false, status: 409 } as const;
  if (result.why === 'elsewhere' || result.why === 'same-time') {
    const { name, startsAt } = result.other;
    return {
      ...base,
      key: `course:days.not.${result.why}`,
      params: { name, time: formatTime(startsAt, locale) },
    };
  }
  return { ...base, key: `course:days.not.${result.why}`, params: {} };
}

/** @returns what is wrong with a code, each in its own words; null: the person is noted as present */
export function noticeOfCheckIn(
  result: CheckedIn,
  slot: string,
  from: Date | null,
  locale: Locale,
): Notice | null {
  if (result.ok) return null;
  const base = { slot, params: {}, isOfCode: true };
  switch (result.why) {
    case 'late':
    case 'unknown':
      return { ...base, status: 422, key: `course:days.code.${result.why}` };
    case 'elsewhere':
      return {
        ...base,
        status: 422,
        key: 'course:days.code.elsewhere',
        params: { other: result.other.name, own: result.own.name },
      };
    case 'blocked':
      return {
        ...base,
        status: 429,
        key: 'course:days.code.blocked',
        params: { time: formatTime(result.until, locale) },
      };
    case 'again':
      return {
        ...base,
        isOfCode: false,
        status: 409,
        key: 'course:days.code.again',
        params: { time: formatTime(result.at, locale) },
      };
    case 'early':
      return {
        ...base,
        isOfCode: false,
        status: 409,
        key: 'course:days.code.early',
        params: { time: from ? formatTime(from, locale) : '' },
      };
    case 'over':
    case 'not-signed-up':
      return { ...base, isOfCode: false, status: 409, key: `course:days.code.${result.why}` };
  }
}
