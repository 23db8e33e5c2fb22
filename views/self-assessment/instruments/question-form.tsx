import type { VNode } from 'preact';
import type { Translate } from '../../../src/i18n/index.ts';
import type { QuestionKind } from '../../../src/questions/question.rules.ts';
import type { FormValues } from '../../../src/self-assessment/instruments/form-values.ts';
import { describe, Field } from '../../parts/field.tsx';
import { TextRow } from './text-row.tsx';

export interface QuestionFormProps {
  t: Translate;
  kind: QuestionKind;
  values: FormValues;
  /** Texts by field. */
  faults: Record<string, string>;
  /** What somebody else saved meanwhile. */
  saved?: FormValues | undefined;
}

interface RowProps extends QuestionFormProps {
  name: string;
  label: string;
  help?: string;
  rows?: number;
}

function Row({ t, values, faults, saved, name, label, help, rows }: RowProps): VNode {
  return (
    <TextRow
      t={t}
      name={name}
      label={label}
      help={help}
      text={values.texts[name]}
      fault={faults[name]}
      saved={saved?.texts[name]}
      {...(rows === undefined ? {} : { rows })}
    />
  );
}

interface PlainProps extends QuestionFormProps {
  name: string;
  label: string;
  help?: string;
  isLong?: boolean;
}

/** A field without a language. */
function Plain({ values, faults, name, label, help, isLong = false }: PlainProps): VNode {
  const described = describe(name, help, faults[name]);
  const value = values.plain[name] ?? '';
  return (
    <Field id={name} label={label} help={help} fault={faults[name]}>
      {isLong ? (
        <textarea id={name} name={name} rows={3} {...described}>
          {value}
        </textarea>
      ) : (
        <input id={name} name={name} class="short" value={value} {...described} />
      )}
    </Field>
  );
}

/** Each option with its mark of being right; those left blank are no options. */
function Options(props: QuestionFormProps): VNode {
  const { t, kind, values, faults } = props;
  const right = values.chosen['right'] ?? [];
  return (
    <div class={faults['right'] ? 'field faulty' : 'field'} id="right">
      <h2>{t('self-assessment:instruments.options')}</h2>
      <p class="help">{t('self-assessment:instruments.options.help')}</p>
      {faults['right'] && <p class="fault">{faults['right']}</p>}
      {values.letters.map(letter => (
        <div class="option">
          <Row
            {...props}
            name={`option-${letter}`}
            label={t('self-assessment:instruments.option', { letter })}
            rows={2}
          />
          <label class="choice">
            <input
              type={kind === 'single' ? 'radio' : 'checkbox'}
              name="right"
              value={letter}
              checked={right.includes(letter)}
            />
            {t('self-assessment:instruments.option.right', { letter })}
          </label>
          <details open={Object.values(values.texts[`feedback-${letter}`] ?? {}).some(Boolean)}>
            <summary>{t('self-assessment:instruments.option.feedback', { letter })}</summary>
            <Row
              {...props}
              name={`feedback-${letter}`}
              label={t('self-assessment:instruments.option.feedback', { letter })}
              rows={2}
            />
          </details>
        </div>
      ))}
    </div>
  );
}

function Truth(props: QuestionFormProps): VNode {
  const { t, values, faults } = props;
  const right = values.chosen['right'] ?? [];
  return (
    <fieldset class={faults['right'] ? 'field faulty' : 'field'} id="right">
      <legend>{t('self-assessment:instruments.truth')}</legend>
      {faults['right'] && <p class="fault">{faults['right']}</p>}
      {(['true', 'false'] as const).map(value => (
        <label class="choice">
          <input type="radio" name="right" value={value} checked={right.includes(value)} />
          {t(`questions:ask.${value}`)}
        </label>
      ))}
    </fieldset>
  );
}

function Short(props: QuestionFormProps): VNode {
  const { t } = props;
  return (
    <>
      <Plain
        {...props}
        name="accepted.all"
        label={t('self-assessment:instruments.accepted.all')}
        help={t('self-assessment:instruments.accepted.help')}
        isLong
      />
      <Row {...props} name="accepted" label={t('self-assessment:instruments.accepted')} />
    </>
  );
}

function Numbers(props: QuestionFormProps): VNode {
  const { t } = props;
  return (
    <>
      <Plain {...props} name="value" label={t('self-assessment:instruments.value')} />
      <Plain
        {...props}
        name="tolerance"
        label={t('self-assessment:instruments.tolerance')}
        help={t('self-assessment:instruments.tolerance.help')}
      />
      <Row {...props} name="unit" label={t('self-assessment:instruments.unit')} rows={1} />
    </>
  );
}

const FEEDBACK = {
  single: [],
  several: [],
  'true-false': ['feedbackTrue', 'feedbackFalse'],
  short: ['feedbackRight', 'feedbackWrong'],
  number: ['feedbackRight', 'feedbackWrong'],
} as const;

/** What most questions need not have: closed at first, open where something stands in it. */
function More(props: QuestionFormProps): VNode {
  const { t, kind, values, faults } = props;
  const names = [...FEEDBACK[kind], 'explanation', 'source'] as const;
  const isWritten = names.some(name => Object.values(values.texts[name] ?? {}).some(Boolean));
  const isFaulty = ['source', 'url', 'points', ...names].some(name => faults[name]);
  return (
    <details class="more" open={isWritten || isFaulty}>
      <summary>{t('self-assessment:instruments.more')}</summary>
      {names.map(name => (
        <Row {...props} name={name} label={t(`self-assessment:instruments.text.${name}`)} rows={2} />
      ))}
      <Plain {...props} name="url" label={t('self-assessment:instruments.url')} />
      <Plain {...props} name="points" label={t('self-assessment:instruments.points')} />
    </details>
  );
}

/** The fields of a question of the knowledge check. */
export function QuestionForm(props: QuestionFormProps): VNode {
  const { t, kind } = props;
  return (
    <>
      <Row {...props} name="text" label={t('self-assessment:instruments.text.question')} />
      {(kind === 'single' || kind === 'several') && <Options {...props} />}
      {kind === 'true-false' && <Truth {...props} />}
      {kind === 'short' && <Short {...props} />}
      {kind === 'number' && <Numbers {...props} />}
      <More {...props} />
    </>
  );
}
