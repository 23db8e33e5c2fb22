import type { VNode } from 'preact';
import type { Activity } from '../../../src/activities/activity.ts';
import type { QuestionResult } from '../../../src/course/feedback/feedback.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { DraftText } from '../../../src/questions/question.rules.ts';
import { Layout } from '../../layout.tsx';
import { Note } from '../../parts/note.tsx';
import { PRINT_SCRIPT, PrintButton } from '../../parts/print-button.tsx';
import { LocalText } from '../local-text.tsx';

interface FormResults {
  title: DraftText;
  /** How many people's answers are shown. */
  count: number;
  results: QuestionResult[];
}

interface FeedbackPageProps {
  frame: PageFrame;
  activity: Pick<Activity, 'title'>;
  forms: FormResults[];
  /** Results are shown from so many answers on, and change when so many more have come. */
  least: number;
}

type ResultOf<K extends QuestionResult['kind']> = Extract<QuestionResult, { kind: K }>;

const LEVELS = [1, 2, 3, 4, 5] as const;

function Scales({ frame, results }: { frame: PageFrame; results: ResultOf<'scale'>[] }): VNode {
  const { t } = frame;
  return (
    <div class="table">
      <p class="small">
        {LEVELS.map(level => `${String(level)} ${t(`course:feedback.level.${level}`)}`).join(' · ')}
      </p>
      <table class="cards feedback">
        <caption>{t('course:feedback.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('course:feedback.question')}</th>
            {LEVELS.map(level => (
              <th scope="col" class="number">
                {level}
              </th>
            ))}
            <th scope="col" class="number">
              {t('course:feedback.count')}
            </th>
          </tr>
        </thead>
        <tbody>
          {results.map(({ question, counts, answered }) => (
            <tr>
              <th scope="row">
                <LocalText t={t} text={question.text} />
              </th>
              {LEVELS.map((level, index) => (
                <td class="number" data-label={t(`course:feedback.level.${level}`)}>
                  {counts[index]}
                </td>
              ))}
              <td class="number" data-label={t('course:feedback.count')}>
                {answered}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Words({ frame, result }: { frame: PageFrame; result: ResultOf<'text'> }): VNode {
  const { t } = frame;
  const { question, texts } = result;
  return (
    <section>
      <h3>
        <LocalText t={t} text={question.text} />
      </h3>
      <p class="small">{t('course:feedback.texts', { count: texts.length })}</p>
      <ul class="feedback-words">
        {texts.map(text => (
          <li>{text}</li>
        ))}
      </ul>
    </section>
  );
}

function Form({ frame, form, least }: { frame: PageFrame; form: FormResults; least: number }): VNode {
  const { t } = frame;
  const { title, count, results } = form;
  const scales = results.filter(one => one.kind === 'scale');
  return (
    <section>
      <h2>
        <LocalText t={t} text={title} />
      </h2>
      {count === 0 ? (
        <p>{t('course:feedback.too-few', { count: least })}</p>
      ) : (
        <>
          <p>{t('course:feedback.shown', { count })}</p>
          {scales.length > 0 && <Scales frame={frame} results={scales} />}
          {results.map(one => one.kind === 'text' && <Words frame={frame} result={one} />)}
        </>
      )}
    </section>
  );
}

/** What learners said at the end, as a teacher sees it. */
export function FeedbackPage({ frame, activity, forms, least }: FeedbackPageProps): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('course:feedback.title')} lead={activity.title} scripts={[PRINT_SCRIPT]}>
      <Note title={t('course:feedback.who.title')}>
        <p>{t('course:feedback.rule', { count: least })}</p>
      </Note>
      {forms.length === 0 && <p>{t('course:feedback.none')}</p>}
      {forms.map(form => (
        <Form frame={frame} form={form} least={least} />
      ))}
      <p class="actions">
        <a class="button" href={`${frame.base ?? ''}/dashboard`}>
          {t('course:feedback.back')}
        </a>
      </p>
      {forms.length > 0 && <PrintButton text={t('course:print')} />}
    </Layout>
  );
}
