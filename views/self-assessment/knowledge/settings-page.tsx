import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { KnowledgeSettings } from '../../../src/self-assessment/knowledge/knowledge.rules.ts';
import { Layout } from '../../layout.tsx';
import { describe, Field } from '../../parts/field.tsx';
import { Note } from '../../parts/note.tsx';
import { pathOf } from '../paths.ts';

interface KnowledgeSettingsPageProps {
  frame: PageFrame;
  settings: KnowledgeSettings;
  /** How many questions the instrument has. */
  questions: number;
  isGraded: boolean;
}

/** How often the knowledge check may be taken, and which time counts. */
export function KnowledgeSettingsPage(props: KnowledgeSettingsPageProps): VNode {
  const { frame, settings, questions, isGraded } = props;
  const { t, base = '' } = frame;
  const help = t('self-assessment:knowledge.attempts.help');
  return (
    <Layout
      frame={frame}
      title={t('self-assessment:knowledge.title')}
      lead={t('self-assessment:knowledge.settings.lead', { count: questions })}
    >
      <Note title={t(`self-assessment:knowledge.${isGraded ? 'graded' : 'practice'}.title`)}>
        <p>{t(`self-assessment:knowledge.settings.${isGraded ? 'graded' : 'practice'}`)}</p>
      </Note>
      {isGraded && (
        <form id="form" method="post" action={pathOf(frame, 'knowledge/settings')}>
          <Field id="attempts" label={t('self-assessment:knowledge.attempts.label')} help={help}>
            <input
              id="attempts"
              name="attempts"
              type="number"
              min="0"
              max="20"
              required
              value={String(settings.attempts)}
              {...describe('attempts', help)}
            />
          </Field>
          <fieldset>
            <legend>{t('self-assessment:knowledge.counts.label')}</legend>
            {(['best', 'last'] as const).map(one => (
              <label class="choice">
                <input type="radio" name="counts" value={one} checked={settings.counts === one} />
                <span>{t(`self-assessment:knowledge.counts.${one}.choice`)}</span>
              </label>
            ))}
          </fieldset>
          <p class="actions">
            <button type="submit" class="primary">
              {t('self-assessment:knowledge.settings.save')}
            </button>
          </p>
        </form>
      )}
      <p class="actions">
        <a class="button" href={`${base}/dashboard`}>
          {t('self-assessment:rounds.back')}
        </a>
      </p>
    </Layout>
  );
}
