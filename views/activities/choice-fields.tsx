import type { VNode } from 'preact';
import { LOCALES } from '../../src/i18n/locale.ts';
import type { TextKey, Translate } from '../../src/i18n/index.ts';
import { describe, Field } from '../parts/field.tsx';
import { GradeSetups, type FormOption } from './grade-setup.tsx';

/** What the fields show: texts, as the teacher entered them. */
export interface ChoiceValues {
  title: string;
  /** Empty: each reader's own. */
  locale: string;
  dueAt: string;
  gradeForm?: string | undefined;
  /** Absent where no line item can be made. */
  points?: string | undefined;
}

interface ChoiceFieldsProps {
  t: Translate;
  /** Stands before each field's name and id. */
  prefix?: string;
  /** What stood there before: browsers keep values under those names for a while. */
  formerPrefix?: string | undefined;
  values: ChoiceValues;
  /** The forms in which a new activity can be graded; none where nothing is to be chosen. */
  forms?: readonly FormOption[];
  /** Of a new activity where none are asked for. */
  defaultPoints?: number | null;
  /** By field id. */
  faults: Record<string, TextKey>;
  titleHelp: TextKey;
}

/** What a teacher decides of an activity: in the picker and in its settings. */
export function ChoiceFields({
  t,
  prefix = '',
  formerPrefix,
  values,
  forms = [],
  defaultPoints = null,
  faults,
  titleHelp,
}: ChoiceFieldsProps): VNode {
  const of = (name: string, help?: TextKey): { id: string; help?: string; fault?: string } => {
    const fault = faults[prefix + name];
    return { id: prefix + name, ...(help && { help: t(help) }), ...(fault && { fault: t(fault) }) };
  };
  const inputOf = ({ id, help, fault }: ReturnType<typeof of>): Record<string, string | undefined> => ({
    id,
    name: id,
    'data-was': formerPrefix === undefined ? undefined : formerPrefix + id.slice(prefix.length),
    ...describe(id, help, fault),
  });
  const title = of('title', titleHelp);
  const locale = of('locale');
  const form = of('gradeForm');
  const isFixed = forms.some(one => one.setup.maximum !== null);
  const points = of('points', isFixed ? 'activities:field.points-fixed' : 'activities:field.points-help');
  const dueAt = of('dueAt', 'activities:field.due-help');
  return (
    <>
      <Field {...title} label={t('activities:field.title')}>
        <input {...inputOf(title)} type="text" value={values.title} maxLength={120} autocomplete="off" />
      </Field>
      <Field {...locale} label={t('activities:field.locale')}>
        <select {...inputOf(locale)}>
          <option value="" selected={values.locale === ''}>
            {t('activities:locale.own')}
          </option>
          {LOCALES.map(one => (
            <option value={one} selected={values.locale === one}>
              {t(`activities:locale.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      {forms.length > 1 && (
        <Field {...form} label={t('activities:field.form')}>
          <select {...inputOf(form)} class="grade-form">
            {forms.map(one => (
              <option value={one.form} selected={values.gradeForm === one.form}>
                {t(`activities:form.${one.form}`)}
              </option>
            ))}
          </select>
        </Field>
      )}
      {values.points !== undefined && (
        <Field {...points} label={t('activities:field.points')}>
          <input {...inputOf(points)} type="number" value={values.points} min="0" max="1000" step="any" />
        </Field>
      )}
      <Field {...dueAt} label={t('activities:field.due')}>
        <input {...inputOf(dueAt)} type="datetime-local" value={values.dueAt} class="short" />
      </Field>
      <GradeSetups
        t={t}
        forms={forms}
        points={values.points === undefined ? defaultPoints : null}
        comesAlong={values.points !== undefined}
      />
    </>
  );
}
