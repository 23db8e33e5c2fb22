import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { TextKey } from '../../src/i18n/index.ts';
import { Layout } from '../layout.tsx';
import { FaultSummary } from '../parts/field.tsx';
import { KEEP_SCRIPT, keptAs, KeptNotes } from '../parts/kept-form.tsx';
import { Note } from '../parts/note.tsx';
import { ChoiceFields, type ChoiceValues } from './choice-fields.tsx';
import { GradingPanel, type GradingProps } from './grade-setup.tsx';

export interface SettingsPageProps {
  frame: PageFrame;
  /** Names what the browser keeps of this form. */
  keepKey: string;
  /** The activity's present name. */
  name: string;
  values: ChoiceValues;
  grading: Omit<GradingProps, 't'>;
  isScheduleOpen: boolean;
  /** The link was edited to another activity after people had begun. */
  isNameHeld: boolean;
  /** By field id. */
  faults: Record<string, TextKey>;
}

/** What the teacher decided of an activity, to be changed. */
export function SettingsPage(props: SettingsPageProps): VNode {
  const { frame, keepKey, name, values, grading, isScheduleOpen, isNameHeld, faults } = props;
  const { t, base = '' } = frame;
  const texts = Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key)]));
  return (
    <Layout frame={frame} title={t('activities:settings.title')} lead={name} scripts={[KEEP_SCRIPT]}>
      <FaultSummary t={t} faults={texts} />
      {isScheduleOpen && (
        <Note tone="warn" title={t('activities:settings.schedule-title')}>
          <p>{t('activities:settings.schedule')}</p>
        </Note>
      )}
      {isNameHeld && (
        <Note tone="warn" title={t('activities:settings.held-title')}>
          <p>{t('activities:settings.held')}</p>
        </Note>
      )}
      <form method="post" action={`${base}/activities/settings`} noValidate {...keptAs(keepKey)}>
        <KeptNotes t={t} />
        <ChoiceFields t={t} values={values} faults={faults} titleHelp="activities:settings.title-help" />
        <GradingPanel t={t} {...grading} />
        <div class="actions">
          <button type="submit" class="primary">
            {t('activities:settings.save')}
          </button>
          <a href={`${base}/dashboard`} data-forget="">
            {t('activities:settings.back')}
          </a>
        </div>
      </form>
    </Layout>
  );
}
