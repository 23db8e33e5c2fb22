import { formatDay } from '../../src/i18n/format.ts';
import type { Translate } from '../../src/i18n/index.ts';
import type { Round } from '../../src/self-assessment/rounds.rules.ts';

const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;

/** @returns the mean with always one decimal, so that the decimal marks of a column stand below each other. */
export function meanText(t: Translate, mean: number | null): string {
  if (mean === null) return t('self-assessment:result.not-rated');
  return mean.toLocaleString(t.locale, ONE_DECIMAL);
}

/** @returns the change with its sign, or that there is nothing to compare. */
export function changeText(t: Translate, change: number | null): string {
  if (change === null) return t('self-assessment:result.change.not-compared');
  return change.toLocaleString(t.locale, { ...ONE_DECIMAL, signDisplay: 'exceptZero' });
}

/** @returns the round's name and day. */
export function roundText(t: Translate, { round, doneAt }: { round: Round; doneAt: Date | null }): string {
  const name = t(`self-assessment:round.${round}`);
  return doneAt ? `${name}, ${formatDay(doneAt, t.locale)}` : name;
}
