import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { Answers } from '../../src/self-assessment/answers.rules.ts';
import type { EarlierRound } from '../../src/self-assessment/change.rules.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import { answerText } from './result-words.ts';

interface ResultAnswersProps {
  t: Translate;
  instrument: Instrument;
  answers: Answers;
  earlier?: EarlierRound | undefined;
}

/** Every statement with what was said of it, and what was said in the earlier round. */
export function ResultAnswers({ t, instrument, answers, earlier }: ResultAnswersProps): VNode {
  const saidBefore = (id: string): VNode | null => {
    const before = earlier?.answers[id];
    if (!before) return null;
    const said = answerText(t, instrument, before);
    return <dd class="earlier">{t('self-assessment:result.answers.earlier', { said })}</dd>;
  };
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
                {saidBefore(statement.id)}
              </div>
            ))}
          </dl>
        </>
      ))}
    </details>
  );
}
