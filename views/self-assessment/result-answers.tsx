import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { Answer, Answers } from '../../src/self-assessment/answers.rules.ts';
import type { EarlierRound } from '../../src/self-assessment/change.rules.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import { answerText, unitText } from './result-words.ts';

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
  const said = unitText(t, instrument, answer?.unit);
  return said === null ? null : <dd>{t('self-assessment:result.answers.unit', { said })}</dd>;
}

function EarlierSaid({
  t,
  instrument,
  answer,
}: Pick<ResultAnswersProps, 't' | 'instrument'> & { answer: Answer | undefined }): VNode | null {
  if (!answer) return null;
  const said = answerText(t, instrument, answer);
  return <dd>{t('self-assessment:result.answers.earlier', { said })}</dd>;
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
      <h3>{conditions.title[t.locale]}</h3>
      <dl>
        {answered.map(({ id, text }) => (
          <div>
            <dt>
              {id} · {text[t.locale]}
            </dt>
            <dd>{conditions.levels[(answers[id]?.level ?? 0) - 1]?.[t.locale]}</dd>
          </div>
        ))}
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
      {instrument.areas.map(({ id, title, statements }) => (
        <>
          <h3>{t('self-assessment:area.heading', { area: id, title: title[t.locale] })}</h3>
          <dl>
            {statements.map(statement => (
              <div>
                <dt>
                  {statement.id} · {statement.text[t.locale]}
                </dt>
                <dd>{answerText(t, instrument, answers[statement.id] ?? {})}</dd>
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
