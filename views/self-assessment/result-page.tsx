import type { VNode } from 'preact';
import type { GradeState } from '../../src/grades/grades.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime } from '../../src/i18n/format.ts';
import type { Translate } from '../../src/i18n/index.ts';
import type { Answers } from '../../src/self-assessment/answers.rules.ts';
import type { EarlierRound } from '../../src/self-assessment/change.rules.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import type { Recommendation } from '../../src/self-assessment/recommendation.rules.ts';
import type { Result, Top } from '../../src/self-assessment/result.rules.ts';
import type { DoneRound } from '../../src/self-assessment/progress.rules.ts';
import { Layout } from '../layout.tsx';
import { GradeLine } from '../parts/grade-line.tsx';
import { Note } from '../parts/note.tsx';
import { PRINT_SCRIPT, PrintButton } from '../parts/print-button.tsx';
import { LocalTextIn } from './local-text.tsx';
import { pathOf } from './paths.ts';
import { ResultAnswers } from './result-answers.tsx';
import { ResultAreas } from './result-areas.tsx';
import { ResultChange } from './result-change.tsx';
import { ResultRecommended } from './result-recommended.tsx';
import { ResultReflections } from './result-reflections.tsx';
import { AnswerSaid } from './result-said.tsx';
import { roundText } from './result-words.ts';

interface ResultPageProps extends DoneRound {
  frame: PageFrame;
  instrument: Instrument;
  answers: Answers;
  /** What the person wrote to the open questions, by the question's id. */
  texts: Readonly<Record<string, string>>;
  result: Result;
  /** Where the grade is; null: there is none to send. */
  grade: GradeState | null;
  /** The last round before this one that the person did. */
  earlier?: EarlierRound | undefined;
  recommendation: Recommendation;
  /** Where themes and workshops are, by their ids. */
  placed: ReadonlyMap<string, string>;
  /** The person's other rounds, in their order. */
  otherRounds: DoneRound[];
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
                <LocalTextIn t={t} text={one.statement.text} />
                <span class="small">
                  <AnswerSaid t={t} instrument={instrument} answer={one} />
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
      {top.more > 0 && <p>{t(`self-assessment:result.${list}.more`, { count: top.more })}</p>}
    </section>
  );
}

/** The way to one's results of other rounds. */
function OtherRounds({ frame, rounds }: { frame: PageFrame; rounds: DoneRound[] }): VNode | null {
  const { t } = frame;
  if (rounds.length === 0) return null;
  return (
    <section class="other-rounds">
      <h2>{t('self-assessment:result.rounds.title')}</h2>
      <ul>
        {rounds.map(one => (
          <li>
            <a href={pathOf(frame, `result?round=${one.round}`)}>{roundText(t, one)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rated(props: ResultPageProps): VNode {
  const { frame, instrument, result, round, doneAt, earlier, recommendation, placed } = props;
  const { t } = frame;
  const given = { t, instrument };
  return (
    <>
      <ResultAreas profile={{ ...given, areas: result.areas, round, doneAt, earlier }} />
      {earlier && <ResultChange {...given} earlier={earlier} />}
      <TopList {...given} top={result.strengths} list="strengths" />
      <TopList {...given} top={result.gaps} list="gaps" />
      <ResultRecommended {...given} recommendation={recommendation} placed={placed} />
    </>
  );
}

function leadOf({ frame: { t }, round, doneAt, otherRounds }: ResultPageProps): string {
  const time = formatTime(doneAt, t.locale);
  if (round === 'before' && otherRounds.length === 0) return t('self-assessment:result.lead', { time });
  return t('self-assessment:result.lead.round', { round: t(`self-assessment:round.${round}`), time });
}

/** One's own result: by area, what changed, what is strong, where the gap is widest, what to study, every answer. */
export function ResultPage(props: ResultPageProps): VNode {
  const { frame, instrument, answers, texts, result, grade, earlier, otherRounds } = props;
  const { t } = frame;
  const isAnyRated = result.areas.some(area => area.rated > 0);
  return (
    <Layout
      frame={frame}
      title={t('self-assessment:result.title')}
      lead={leadOf(props)}
      scripts={[PRINT_SCRIPT]}
    >
      <div class="result">
        {' '}
        <p>
          {t(frame.isTrial ? 'self-assessment:result.trial' : 'self-assessment:result.grade')}{' '}
          {grade && <GradeLine t={t} grade={grade} />}
        </p>
        {isAnyRated ? (
          <Rated {...props} />
        ) : (
          <Note>
            <p>{t('self-assessment:result.nothing-rated')}</p>
          </Note>
        )}
        <ResultReflections t={t} instrument={instrument} texts={texts} />
        <ResultAnswers t={t} instrument={instrument} answers={answers} earlier={earlier} />
        <OtherRounds frame={frame} rounds={otherRounds} />
        <PrintButton text={t('self-assessment:result.print')} />
      </div>{' '}
    </Layout>
  );
}
