import type { VNode } from 'preact';
import type { Step } from '../../../src/course/course-package.rules.ts';
import type { RunSettings } from '../../../src/course/run.rules.ts';
import type { DateValues, Faults } from '../../../src/course/teaching/teaching.forms.ts';
import type { VersionChanges } from '../../../src/course/teaching/version.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { DraftText } from '../../../src/questions/question.rules.ts';
import { Layout } from '../../layout.tsx';
import { describe, FaultSummary, Field } from '../../parts/field.tsx';
import { Note } from '../../parts/note.tsx';
import { LocalText } from '../local-text.tsx';
import { pathOf } from '../paths.ts';

const SHARES: readonly RunSettings['share'][] = ['hours', 'steps'];

export interface RunSettingsPageProps {
  frame: PageFrame;
  title: string;
  /** What may have dates: modules, and themes that one may choose. */
  dated: { id: string; title: DraftText; isTheme: boolean }[];
  values: DateValues;
  share: RunSettings['share'];
  /** The share is asked for where it becomes points. */
  hasPoints: boolean;
  /** The dates are those of the run from which this one was copied. */
  isProposal: boolean;
  /** They were just moved, and are not kept yet. */
  isMoved: boolean;
  wasSaved: boolean;
  newer: { version: number; changes: VersionChanges } | null;
  faults: Faults;
}

type Part = Omit<RunSettingsPageProps, 'title'>;

interface DateFieldProps extends Pick<Part, 'frame' | 'values' | 'faults'> {
  id: string;
  label: string;
  help?: string;
}

function DateField({ frame: { t }, values, faults, id, label, help }: DateFieldProps): VNode {
  const fault = faults[id] && t(faults[id]);
  return (
    <Field id={id} label={label} help={help} fault={fault}>
      <input
        id={id}
        name={id}
        type="datetime-local"
        value={values[id] ?? ''}
        {...describe(id, help, fault)}
      />
    </Field>
  );
}

function ShareChoice({ frame: { t }, share, hasPoints }: Part): VNode {
  if (!hasPoints) return <input type="hidden" name="share" value={share} />;
  return (
    <fieldset>
      <legend>{t('course:teaching.share.title')}</legend>
      {SHARES.map(one => (
        <label class="choice">
          <input type="radio" name="share" value={one} checked={one === share} />
          <span class="choice-text">{t(`course:teaching.share.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function DatesForm(props: Part): VNode {
  const { frame, dated } = props;
  const { t } = frame;
  return (
    <form method="post" action={pathOf(frame, 'settings')} noValidate>
      <h2>{t('course:teaching.dates.title')}</h2>
      <p class="help">{t('course:teaching.dates.help')}</p>
      <DateField {...props} id="due" label={t('course:teaching.dates.whole')} />
      {dated.map(({ id, title, isTheme }) => (
        <fieldset class="date-pair">
          <legend>
            <LocalText t={t} text={title} />
            {isTheme && <span class="small"> · {t('course:kind.theme')}</span>}
          </legend>
          <DateField {...props} id={`opens.${id}`} label={t('course:teaching.dates.opens')} />
          <DateField {...props} id={`due.${id}`} label={t('course:teaching.dates.due')} />
        </fieldset>
      ))}
      <ShareChoice {...props} />
      <p class="actions">
        <button type="submit" class="primary">
          {t('course:teaching.dates.save')}
        </button>
      </p>
    </form>
  );
}

function Proposals({ frame, dated, faults }: Part): VNode {
  const { t } = frame;
  const weeksFault = faults['weeks'] && t(faults['weeks']);
  const startFault = faults['start'] && t(faults['start']);
  const monthlyFault = faults['monthly'] && t(faults['monthly']);
  const action = pathOf(frame, 'settings');
  return (
    <>
      <form method="get" action={action} noValidate class="panel">
        <h2>{t('course:teaching.move.title')}</h2>
        <p>{t('course:teaching.move.lead')}</p>
        <Field
          id="start"
          label={t('course:teaching.move.start')}
          help={t('course:teaching.move.start-help')}
          fault={startFault}
        >
          <input
            id="start"
            name="start"
            type="date"
            class="short"
            {...describe('start', t('course:teaching.move.start-help'), startFault)}
          />
        </Field>
        <Field id="weeks" label={t('course:teaching.move.weeks')} fault={weeksFault}>
          <input
            id="weeks"
            name="weeks"
            type="number"
            class="short"
            {...describe('weeks', undefined, weeksFault)}
          />
        </Field>
        <p class="actions">
          <button type="submit">{t('course:teaching.move.show')}</button>
        </p>
      </form>
      {dated.some(({ isTheme }) => isTheme) && (
        <form method="get" action={action} noValidate class="panel">
          <h2>{t('course:teaching.monthly.title')}</h2>
          <Field
            id="monthly"
            label={t('course:teaching.monthly.label')}
            help={t('course:teaching.monthly.help')}
            fault={monthlyFault}
          >
            <input
              id="monthly"
              name="monthly"
              type="date"
              class="short"
              {...describe('monthly', t('course:teaching.monthly.help'), monthlyFault)}
            />
          </Field>
          <p class="actions">
            <button type="submit">{t('course:teaching.move.show')}</button>
          </p>
        </form>
      )}
    </>
  );
}

function StepList({
  frame: { t },
  title,
  steps,
}: {
  frame: PageFrame;
  title: string;
  steps: Step[];
}): VNode | null {
  if (steps.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {steps.map(step => (
          <li>
            <LocalText t={t} text={step.title} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Newer({ frame, newer }: Pick<Part, 'frame' | 'newer'>): VNode | null {
  const { t } = frame;
  if (!newer) return null;
  const { version, changes } = newer;
  return (
    <form method="post" action={pathOf(frame, 'settings/version')} class="panel">
      <h2>{t('course:teaching.version.title')}</h2>
      <p>{t('course:teaching.version.lead', { version })}</p>
      <StepList
        frame={frame}
        title={t('course:teaching.version.added', { count: changes.added.length })}
        steps={changes.added}
      />
      <StepList
        frame={frame}
        title={t('course:teaching.version.gone', { count: changes.gone.length })}
        steps={changes.gone}
      />
      <p>{t('course:teaching.version.kept', { count: changes.kept })}</p>
      <p>{t('course:teaching.version.help')}</p>
      <input type="hidden" name="to" value={version} />
      <p class="actions">
        <button type="submit">{t('course:teaching.version.move', { version })}</button>
      </p>
    </form>
  );
}

function Notes({ frame: { t }, isProposal, isMoved, wasSaved }: Part): VNode | null {
  if (isMoved)
    return (
      <Note title={t('course:teaching.moved.title')} role="status">
        <p>{t('course:teaching.moved')}</p>
      </Note>
    );
  if (wasSaved) return <Note tone="good" title={t('course:teaching.saved')} role="status" />;
  if (!isProposal) return null;
  return (
    <Note tone="warn" title={t('course:teaching.proposal.title')}>
      <p>{t('course:teaching.proposal')}</p>
    </Note>
  );
}

/** Dates of a run, how its share is counted, and the version of its package. */
export function RunSettingsPage(props: RunSettingsPageProps): VNode {
  const { frame, title, faults } = props;
  const { t } = frame;
  const texts = Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key)]));
  return (
    <Layout frame={frame} title={t('course:teaching.settings.title')} lead={title}>
      <FaultSummary t={t} faults={texts} />
      <Notes {...props} />
      <DatesForm {...props} />
      <Proposals {...props} />
      <Newer frame={frame} newer={props.newer} />
      <p class="actions">
        <a class="button" href={pathOf(frame, 'overview')}>
          {t('course:teaching.back')}
        </a>
      </p>
    </Layout>
  );
}
