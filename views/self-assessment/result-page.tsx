import type { VNode } from 'preact';
import type { GradeState } from '../../src/grades/grades.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime } from '../../src/i18n/format.ts';
import type { Translate } from '../../src/i18n/index.ts';
import type { Answer, Answers } from '../../src/self-assessment/answers.rules.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import type { Result, Top } from '../../src/self-assessment/result.rules.ts';
import { Layout } from '../layout.tsx';
import { GradeLine } from '../parts/grade-line.tsx';
import { Note } from '../parts/note.tsx';
import { ResultAreas } from './result-areas.tsx';

interface ResultPageProps {
  frame: PageFrame;
  instrument: Instrument;
  answers: Answers;
  result: Result;
  doneAt: Date | null;
  /** Where the grade is; null: there is none to send. */
  grade: GradeState | null;
}

/** @returns what was chosen, in the scale's words. */
function wordsOf(t: Translate, instrument: Instrument, { skill, importance }: Answer): string {
  if (skill === undefined) return t('self-assessment:result.not-rated');
  if (skill === 'outside') return instrument.skill.outside[t.locale];
  const level = instrument.skill.levels[skill - 1]?.[t.locale] ?? '';
  const unsaid = t('self-assessment:result.importance-unsaid');
  const weight =
    importance === undefined ? unsaid : (instrument.importance.levels[importance - 1]?.[t.locale] ?? '');
  return `${level} · ${weight.toLocaleLowerCase(t.locale)}`;
}

interface TopListProps {
  t: Translate;
  instrument: Instrument;
  top: Top;
  list: 'strengths' | 'gaps';
}

function TopList({ t, instrument, top, list }: TopListProps): VNode {
  return (
    <section>
      <h2>{t(`self-assessment:result.${list}.title`)}</h2>
      {top.named.length === 0 && <p>{t(`self-assessment:result.${list}.none`)}</p>}
      {top.named.length > 0 && (
        <>
          <p>{t(`self-assessment:result.${list}.help`)}</p>
          <ol class="top">
            {top.named.map(one => (
              <li>
                {one.statement.text[t.locale]}
                <span class="small">{wordsOf(t, instrument, one)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {top.more > 0 && <p>{t(`self-assessment:result.${list}.more`, { count: top.more })}</p>}
    </section>
  );
}

function AllAnswers({
  frame,
  instrument,
  answers,
}: Pick<ResultPageProps, 'frame' | 'instrument' | 'answers'>): VNode {
  const { t } = frame;
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
                <dd>{wordsOf(t, instrument, answers[statement.id] ?? {})}</dd>
              </div>
            ))}
          </dl>
        </>
      ))}
    </details>
  );
}

/** One's own result: by area, what is strong, where the gap is widest, and every answer. */
export function ResultPage({ frame, instrument, answers, result, doneAt, grade }: ResultPageProps): VNode {
  const { t } = frame;
  const isAnyRated = result.areas.some(area => area.rated > 0);
  return (
    <Layout
      frame={frame}
      title={t('self-assessment:result.title')}
      lead={doneAt ? t('self-assessment:result.lead', { time: formatTime(doneAt, t.locale) }) : undefined}
    >
      <p>
        {t(frame.isTrial ? 'self-assessment:result.trial' : 'self-assessment:result.grade')}{' '}
        {grade && <GradeLine t={t} grade={grade} />}
      </p>
      {!isAnyRated && (
        <Note>
          <p>{t('self-assessment:result.nothing-rated')}</p>
        </Note>
      )}
      {isAnyRated && (
        <>
          <ResultAreas t={t} instrument={instrument} areas={result.areas} />
          <TopList t={t} instrument={instrument} top={result.strengths} list="strengths" />
          <TopList t={t} instrument={instrument} top={result.gaps} list="gaps" />
        </>
      )}
      <AllAnswers frame={frame} instrument={instrument} answers={answers} />
    </Layout>
  );
}
