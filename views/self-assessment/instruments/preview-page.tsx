import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { AskedQuestion } from '../../../src/questions/asking.rules.ts';
import type { Instrument, LocalText } from '../../../src/self-assessment/instrument.rules.ts';
import { Layout } from '../../layout.tsx';
import { Note } from '../../parts/note.tsx';
import { QuestionFields } from '../../questions/question-fields.tsx';
import { StatementFields } from '../statement-fields.tsx';
import { instrumentPath } from './paths.ts';

export interface PreviewPageProps {
  frame: PageFrame;
  instrument: Instrument;
  questions: AskedQuestion[];
  /** The copy whose draft it is; absent: of a version. */
  copyId?: string | undefined;
}

interface RatedProps {
  frame: PageFrame;
  title: string;
  stem: LocalText;
  levels: LocalText[];
  items: { id: string; text: LocalText }[];
}

/** What supervisors are asked besides. */
function Rated({ frame, title, stem, levels, items }: RatedProps): VNode {
  const { locale } = frame.t;
  return (
    <>
      <h3>{title}</h3>
      <p>{stem[locale]}</p>
      <ul class="preview">
        {items.map(({ id, text }) => (
          <li>
            <strong>{id}</strong> {text[locale]}
          </li>
        ))}
      </ul>
      <p class="small">{levels.map(level => level[locale]).join(' · ')}</p>
    </>
  );
}

function Supervisors({ frame, instrument }: PreviewPageProps): VNode | null {
  const { unit, conditions, areas } = instrument;
  const { t } = frame;
  if (!unit && !conditions) return null;
  const statements = areas.flatMap(area => area.statements);
  return (
    <section>
      <h2>{t('self-assessment:instruments.section.supervisors')}</h2>
      {unit && (
        <Rated
          frame={frame}
          title={t('self-assessment:instruments.kind.unit')}
          stem={unit.stem}
          levels={[...unit.levels, unit.outside]}
          items={statements}
        />
      )}
      {conditions && <Rated frame={frame} {...conditions} title={conditions.title[t.locale]} />}
    </section>
  );
}

/** An instrument as a learner sees it: what is chosen here goes nowhere. */
export function InstrumentPreviewPage(props: PreviewPageProps): VNode {
  const { frame, instrument, questions, copyId } = props;
  const { t } = frame;
  return (
    <Layout
      frame={frame}
      title={instrument.title[t.locale]}
      lead={t('self-assessment:instruments.preview.lead')}
    >
      <Note title={t('self-assessment:preview.words')}>
        <p>{instrument.privacy[t.locale]}</p>
      </Note>
      {instrument.areas.map(({ id, title, statements }) => (
        <section>
          <h2>{t('self-assessment:area.heading', { area: id, title: title[t.locale] })}</h2>
          {statements.map(statement => (
            <StatementFields t={t} instrument={instrument} statement={statement} answer={undefined} />
          ))}
        </section>
      ))}
      <Supervisors {...props} />
      {questions.length > 0 && (
        <section>
          <h2>{t('self-assessment:instruments.section.check')}</h2>
          {questions.map(question => (
            <QuestionFields t={t} question={question} />
          ))}
        </section>
      )}
      {instrument.reflections && instrument.reflections.length > 0 && (
        <section>
          <h2>{t('self-assessment:instruments.section.reflections')}</h2>
          <ol class="preview">
            {instrument.reflections.map(({ text }) => (
              <li>{text[t.locale]}</li>
            ))}
          </ol>
        </section>
      )}
      <p class="actions">
        <a class="button primary" href={instrumentPath(frame, copyId)}>
          {t('self-assessment:instruments.back')}
        </a>
      </p>
    </Layout>
  );
}
