import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { Answer } from '../../src/self-assessment/answers.rules.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import { LocalTextIn } from './local-text.tsx';

interface SaidProps {
  t: Translate;
  instrument: Instrument;
}

/** A level of skill in the scale's words. */
export function LevelSaid({ t, instrument, skill }: SaidProps & { skill: number }): VNode {
  const level = instrument.skill.levels[skill - 1];
  return level ? <LocalTextIn t={t} text={level} /> : <></>;
}

function ImportanceSaid({ t, instrument, importance }: SaidProps & Pick<Answer, 'importance'>): VNode {
  const level = importance === undefined ? undefined : instrument.importance.levels[importance - 1];
  if (level) return <LocalTextIn t={t} text={level} isLower />;
  return <>{t('self-assessment:result.importance-unsaid').toLocaleLowerCase(t.locale)}</>;
}

/** What was chosen, in the scale's words. */
export function AnswerSaid({ t, instrument, answer }: SaidProps & { answer: Answer }): VNode {
  const { skill, importance } = answer;
  if (skill === undefined) return <>{t('self-assessment:result.not-rated')}</>;
  if (skill === 'outside') return <LocalTextIn t={t} text={instrument.skill.outside} />;
  return (
    <>
      <LevelSaid t={t} instrument={instrument} skill={skill} />
      {' · '}
      <ImportanceSaid t={t} instrument={instrument} importance={importance} />
    </>
  );
}
