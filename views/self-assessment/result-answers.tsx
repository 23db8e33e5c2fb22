import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { Answer, Answers } from '../../src/self-assessment/answers.rules.ts';
import type { EarlierRound } from '../../src/self-assessment/change.rules.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import { AreaNameIn, LocalTextIn, SentenceWith } from './local-text.tsx';
import { AnswerSaid } from './result-said.tsx';

interface ResultAnswersProps {
  t: Translate;
  instrument: Instrument;
  answers: Answers;
  earlier?: EarlierRound | undefined;
}

/** What a supervisor said of the unit, where a statement has such an answer. */
function UnitSaid({
  t,
  instrument,
  answer,
}: Pick<ResultAnswersProps, 't' | 'instrument'> & { answer: Answer | undefined }): VNode | null {
  const { unit } = instrument;
  const value = answer?.unit;
  if (!unit || value === undefined) return null;
  const text = value === 'outside' ? unit.outside : unit.levels[value - 1];
  if (!text) return null;
  const said = <LocalTextIn t={t} text={text} />;
  return (
    <dd>
      <SentenceWith t={t} name="self-assessment:result.answers.unit" parts={{ said }} />
    </dd>
  );
}

function EarlierSaid({
  t,
  instrument,
  answer,
}: Pick<ResultAnswersProps, 't' | 'instrument'> & { answer: Answer | undefined }): VNode | null {
  if (!answer) return null;
  const said = <AnswerSaid t={t} instrument={instrument} answer={answer} />;
  return (
    <dd>
      <SentenceWith t={t} name="self-assessment:result.answers.earlier" parts={{ said }} />
    </dd>
  );
}

/** What a supervisor said of the conditions for the work. */
function Conditions({
  t,
  instrument: { conditions },
  answers,
}: Omit<ResultAnswersProps, 'earlier'>): VNode | null {
  const answered = conditions?.items.filter(item => answers[item.id]?.level !== undefined) ?? [];
  if (!conditions || answered.length === 0) return null;
  return (
    <>
      <h3>
        <LocalTextIn t={t} text={conditions.title} />
      </h3>
      <dl>
        {answered.map(({ id, text }) => {
          const level = conditions.levels[(answers[id]?.level ?? 0) - 1];
          return (
            <div>
              <dt>
                {id} · <LocalTextIn t={t} text={text} />
              </dt>
              <dd>{level && <LocalTextIn t={t} text={level} />}</dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}

/** Every statement with what was said of it, and what was said in the earlier round. */
export function ResultAnswers({ t, instrument, answers, earlier }: ResultAnswersProps): VNode {
  const given = { t, instrument };
  return (
    <details class="all-answers">
      <summary>{t('self-assessment:result.answers.title')}</summary>
      {instrument.areas.map(area => (
        <>
          <h3>
            <AreaNameIn t={t} area={area} />
          </h3>
          <dl>
            {area.statements.map(statement => (
              <div>
                <dt>
                  {statement.id} · <LocalTextIn t={t} text={statement.text} />
                </dt>
                <dd>
                  <AnswerSaid {...given} answer={answers[statement.id] ?? {}} />
                </dd>
                <UnitSaid {...given} answer={answers[statement.id]} />
                <EarlierSaid {...given} answer={earlier?.answers[statement.id]} />
              </div>
            ))}
          </dl>
        </>
      ))}
      <Conditions {...given} answers={answers} />
    </details>
  );
}
