import type { VNode } from 'preact';
import type { GradeForm, GradeSetup } from '../../src/activities/index.ts';
import { formatNumber, type Translate } from '../../src/i18n/index.ts';

/** A form of grading with what a teacher sets for it in the LMS. */
export interface FormOption {
  form: GradeForm;
  setup: GradeSetup;
}

interface SetupProps extends FormOption {
  t: Translate;
  /** Null while the teacher has not said how many. */
  points: number | null;
}

function maximumOf({ t, setup, points }: SetupProps): string {
  const maximum = setup.maximum ?? points;
  return maximum === null ? t('activities:setup.maximum-own') : formatNumber(maximum, t.locale, 5);
}

function gradeToPassOf({ t, setup }: SetupProps): string {
  const { gradeToPass } = setup;
  return typeof gradeToPass === 'number'
    ? formatNumber(gradeToPass, t.locale)
    : t(`activities:setup.pass-${gradeToPass}`);
}

/** The three settings of one form, as a list. */
function Setup(props: SetupProps): VNode {
  const { t, form, setup } = props;
  return (
    <dl class="facts setup" data-form={form}>
      <dt>{t('activities:setup.maximum')}</dt>
      <dd>{maximumOf(props)}</dd>
      <dt>{t('activities:setup.pass')}</dt>
      <dd>{gradeToPassOf(props)}</dd>
      <dt>{t('activities:setup.completion')}</dt>
      <dd>
        {t(`activities:setup.completion-${setup.completion}`)}
        <span class="help">{t(`activities:setup.why-${form}`)}</span>
      </dd>
    </dl>
  );
}

interface GradeSetupsProps {
  t: Translate;
  forms: readonly FormOption[];
  points: number | null;
  /** The LMS makes the column from our answer, and with it the maximum. */
  comesAlong?: boolean;
}

/** What to set in the LMS, for each form that can be chosen; the style sheet leaves the chosen one. */
export function GradeSetups({ t, forms, points, comesAlong = false }: GradeSetupsProps): VNode | null {
  if (forms.length === 0) return null;
  return (
    <div class="grade-setups" role="group" aria-label={t('activities:setup.title')}>
      <p class="grade-setups-title">{t('activities:setup.title')}</p>
      <p class="help">{t(comesAlong ? 'activities:setup.where-add' : 'activities:setup.where')}</p>
      {forms.map(one => (
        <div data-form={one.form}>
          {forms.length > 1 && <p class="grade-setups-title">{t(`activities:form.${one.form}`)}</p>}
          <Setup t={t} {...one} points={points} />
        </div>
      ))}
    </div>
  );
}

export interface GradingProps extends FormOption {
  t: Translate;
  points: number | null;
  hasColumn: boolean;
  /** The column's maximum as last seen in the LMS; null while it is not known. */
  columnMaximum: number | null;
}

/** How an activity that exists is graded, and what to set for it in the LMS. */
export function GradingPanel(props: GradingProps): VNode {
  const { t, form, setup, points, hasColumn, columnMaximum } = props;
  const maximum = setup.maximum ?? points;
  const isChanged = columnMaximum !== null && maximum !== null && columnMaximum !== maximum;
  return (
    <div class="panel">
      <h2>{t('activities:field.form')}</h2>
      <p>{t(`activities:form.${form}`)}</p>
      {!hasColumn && <p>{t('activities:setup.no-column')}</p>}
      {isChanged && (
        <p>{t('activities:setup.changed', { maximum: formatNumber(columnMaximum, t.locale, 5) })}</p>
      )}
      {hasColumn && <GradeSetups t={t} forms={[{ form, setup }]} points={points} />}
    </div>
  );
}
