import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { TextKey } from '../../../src/i18n/index.ts';
import type { ListedActivity } from '../../../src/self-assessment/research/listing.ts';
import type { ExportField, ExportValues } from '../../../src/self-assessment/research/research.forms.ts';
import { Layout } from '../../layout.tsx';
import { describe, FaultSummary, Field } from '../../parts/field.tsx';
import { Note } from '../../parts/note.tsx';

export interface ExportPageProps {
  frame: PageFrame;
  activity: ListedActivity;
  values: ExportValues;
  /** Text keys by field. */
  faults: Partial<Record<ExportField, string>>;
  /** It would have told too few people apart. */
  isRefused?: boolean;
}

type Faults = Partial<Record<ExportField, string>>;

interface PartProps extends Pick<ExportPageProps, 'frame' | 'activity' | 'values'> {
  /** In the reader's language. */
  texts: Faults;
}

function Rounds({ frame, activity, values, texts }: PartProps): VNode {
  const { t } = frame;
  const fault = texts.rounds;
  return (
    <fieldset id="rounds" {...describe('rounds', undefined, fault)}>
      <legend>{t('self-assessment:research.form.rounds')}</legend>
      {fault && (
        <p class="fault" id="rounds-fault">
          {fault}
        </p>
      )}
      {activity.rounds.map(({ round, isEnough }) => (
        <label class="choice">
          <input type="checkbox" name="rounds" value={round} checked={values.rounds.includes(round)} />
          <span>
            {t('self-assessment:research.list.round', {
              round: t(`self-assessment:round.${round}`),
              state: t(`self-assessment:research.list.${isEnough ? 'enough' : 'too-few'}`),
            })}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Who({ frame, values, texts }: PartProps): VNode {
  const { t } = frame;
  const byHelp = t('self-assessment:research.form.by.help');
  const reasonHelp = t('self-assessment:research.form.reason.help');
  return (
    <>
      <Field id="by" label={t('self-assessment:research.form.by')} help={byHelp} fault={texts.by}>
        <input
          id="by"
          name="by"
          type="text"
          value={values.by}
          maxLength={100}
          required
          {...describe('by', byHelp, texts.by)}
        />
      </Field>
      <Field
        id="reason"
        label={t('self-assessment:research.form.reason')}
        help={reasonHelp}
        fault={texts.reason}
      >
        <textarea
          id="reason"
          name="reason"
          rows={4}
          maxLength={500}
          required
          {...describe('reason', reasonHelp, texts.reason)}
        >
          {values.reason}
        </textarea>
      </Field>
    </>
  );
}

function Formats({ frame, values, texts }: PartProps): VNode {
  const { t } = frame;
  const fault = texts.format;
  return (
    <fieldset id="format" {...describe('format', undefined, fault)}>
      <legend>{t('self-assessment:research.form.format')}</legend>
      {fault && (
        <p class="fault" id="format-fault">
          {fault}
        </p>
      )}
      {(['csv', 'json'] as const).map(format => (
        <label class="choice">
          <input type="radio" name="format" value={format} checked={values.format === format} />
          <span>{t(`self-assessment:research.form.${format}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The form of one export: which rounds, by whom and why. */
export function ExportPage({ frame, activity, values, faults, isRefused = false }: ExportPageProps): VNode {
  const { t } = frame;
  const path = `/admin/research/${encodeURIComponent(activity.id)}`;
  const texts = Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key as TextKey)]));
  const part = { frame, activity, values, texts: texts as Faults };
  return (
    <Layout
      frame={frame}
      title={t('self-assessment:research.form.title', { title: activity.title })}
      lead={t('self-assessment:research.form.lead')}
      isRefusal={isRefused}
    >
      <FaultSummary t={t} faults={texts} />
      {isRefused && (
        <Note tone="bad" title={t('self-assessment:research.refused.title')} role="alert">
          <p>{t('self-assessment:research.refused')}</p>
        </Note>
      )}
      <form method="post" action={path} noValidate>
        <Rounds {...part} />
        <Who {...part} />
        <Formats {...part} />
        <p>
          <a href={`${path}/codebook.csv`}>{t('self-assessment:research.form.codebook')}</a>
        </p>
        <div class="actions">
          <button type="submit" class="primary">
            {t('self-assessment:research.form.press')}
          </button>
          <a href="/admin/research">{t('self-assessment:research.form.back')}</a>
        </div>
      </form>
    </Layout>
  );
}
