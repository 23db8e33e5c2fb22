import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { LocalText } from '../../../src/self-assessment/instrument.rules.ts';
import { Layout } from '../../layout.tsx';
import { Field } from '../../parts/field.tsx';
import { Note } from '../../parts/note.tsx';
import { LocalTextIn } from '../local-text.tsx';
import { pathOf } from '../paths.ts';

interface ReflectionsPageProps {
  frame: PageFrame;
  questions: { id: string; text: LocalText }[];
  /** What was written before, by the question's id. */
  texts: Record<string, string>;
}

const LONGEST_TEXT = 4000;

/** The open questions, in one's own words; each may be left empty. */
export function ReflectionsPage({ frame, questions, texts }: ReflectionsPageProps): VNode {
  const { t } = frame;
  return (
    <Layout
      frame={frame}
      title={t('self-assessment:reflections.title')}
      lead={t('self-assessment:reflections.lead')}
    >
      <Note title={t('self-assessment:first.privacy.title')}>
        <p>{t('self-assessment:reflections.privacy')}</p>
      </Note>
      <form id="form" method="post" action={pathOf(frame, 'reflections')}>
        {questions.map(({ id, text }) => (
          <Field id={id} label={<LocalTextIn t={t} text={text} />}>
            <textarea id={id} name={id} rows={5} maxLength={LONGEST_TEXT}>
              {texts[id] ?? ''}
            </textarea>
          </Field>
        ))}
        <p class="actions">
          <button type="submit" class="primary">
            {t('self-assessment:more.next')}
          </button>
        </p>
      </form>
    </Layout>
  );
}
