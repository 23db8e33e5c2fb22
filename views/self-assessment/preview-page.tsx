import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { Translate } from '../../src/i18n/index.ts';
import type { Instrument, LocalText } from '../../src/self-assessment/instrument.rules.ts';
import { Layout } from '../layout.tsx';
import { Note } from '../parts/note.tsx';

interface PreviewPageProps {
  frame: PageFrame;
  instrument: Instrument;
}

function Scale({ t, question, choices }: { t: Translate; question: LocalText; choices: LocalText[] }): VNode {
  return (
    <>
      <p>
        <strong>{question[t.locale]}</strong>
      </p>
      <ul>
        {choices.map(choice => (
          <li>{choice[t.locale]}</li>
        ))}
      </ul>
    </>
  );
}

/** All statements and their choices, for a teacher to read. */
export function PreviewPage({ frame, instrument }: PreviewPageProps): VNode {
  const { t } = frame;
  const { skill, importance } = instrument;
  return (
    <Layout frame={frame} title={t('self-assessment:preview.title')} lead={t('self-assessment:preview.lead')}>
      <Note title={t('self-assessment:preview.words')}>
        <p>{instrument.privacy[t.locale]}</p>
      </Note>
      {instrument.areas.map(({ id, title, statements }) => (
        <section>
          <h2>{t('self-assessment:area.heading', { area: id, title: title[t.locale] })}</h2>
          <p>{skill.stem[t.locale]}</p>
          <ul class="preview">
            {statements.map(statement => (
              <li>
                <strong>{statement.id}</strong> {statement.text[t.locale]}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <h2>{t('self-assessment:preview.scales')}</h2>
      <Scale t={t} question={skill.stem} choices={[...skill.levels, skill.outside]} />
      <Scale t={t} question={importance.stem} choices={importance.levels} />
      <p class="actions">
        <a class="button primary" href={`${frame.base ?? ''}/dashboard`}>
          {t('self-assessment:preview.back')}
        </a>
      </p>
    </Layout>
  );
}
