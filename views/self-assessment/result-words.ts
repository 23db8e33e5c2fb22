import { formatDay } from '../../src/i18n/format.ts';
import type { Translate } from '../../src/i18n/index.ts';
import type { Answer } from '../../src/self-assessment/answers.rules.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
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

/** @returns what was chosen, in the scale's words. */
export function answerText(t: Translate, instrument: Instrument, { skill, importance }: Answer): string {
  if (skill === undefined) return t('self-assessment:result.not-rated');
  if (skill === 'outside') return instrument.skill.outside[t.locale];
  const unsaid = t('self-assessment:result.importance-unsaid');
  const weight =
    importance === undefined ? unsaid : (instrument.importance.levels[importance - 1]?.[t.locale] ?? '');
  return `${levelText(t, instrument, skill)} · ${weight.toLocaleLowerCase(t.locale)}`;
}

/** @returns what a supervisor chose of the unit, in its scale's words; null where nothing was. */
export function unitText(t: Translate, { unit }: Instrument, said: Answer['unit']): string | null {
  if (!unit || said === undefined) return null;
  return (said === 'outside' ? unit.outside : unit.levels[said - 1])?.[t.locale] ?? null;
}

/** @returns a level of skill in the scale's words. */
export function levelText(t: Translate, instrument: Instrument, skill: number): string {
  return instrument.skill.levels[skill - 1]?.[t.locale] ?? '';
}

/** @returns the round's name and day. */
export function roundText(t: Translate, { round, doneAt }: { round: Round; doneAt: Date | null }): string {
  const name = t(`self-assessment:round.${round}`);
  return doneAt ? `${name}, ${formatDay(doneAt, t.locale)}` : name;
}
