import type { VNode } from 'preact';
import type { WayModule, WayStep } from '../../../src/course/way.rules.ts';
import type { Faults } from '../../../src/course/teaching/teaching.forms.ts';
import { formatTime } from '../../../src/i18n/index.ts';
import { Layout } from '../../layout.tsx';
import { describe, FaultSummary, Field } from '../../parts/field.tsx';
import { wordsIn } from '../local-text.tsx';
import { pathOf } from '../paths.ts';
import { LearnerLine, type LearnerLineProps } from './learner-line.tsx';

export interface LearnerPageProps extends LearnerLineProps {
  participantId: string;
  name: string | null;
  /** Modules with their due dates for this person. */
  modules: readonly WayModule[];
  /** What is not done and can be counted as done. */
  open: { module: WayModule; step: WayStep }[];
  values: { module: string; dueAt: string };
  faults: Faults;
}

interface FormPart extends Pick<LearnerPageProps, 'frame'> {
  /** Address of the person's page. */
  path: string;
}

function DueForm({ frame, path, modules, values, faults }: FormPart & LearnerPageProps): VNode {
  const { t } = frame;
  const fault = faults['dueAt'] && t(faults['dueAt']);
  const help = t('course:teaching.due.help');
  return (
    <form method="post" action={`${path}/due`} noValidate class="panel">
      <h2>{t('course:teaching.due.title')}</h2>
      <Field id="module" label={t('course:teaching.line.module')}>
        <select id="module" name="module">
          {modules.map(({ id, module, dueAt }) => (
            <option value={id} selected={id === values.module}>
              {wordsIn(module.title, t.locale)}
              {dueAt && ` (${t('course:module.due', { time: formatTime(dueAt, t.locale) })})`}
            </option>
          ))}
        </select>
      </Field>
      <Field id="dueAt" label={t('course:teaching.due.label')} help={help} fault={fault}>
        <input
          id="dueAt"
          name="dueAt"
          type="datetime-local"
          class="short"
          value={values.dueAt}
          {...describe('dueAt', help, fault)}
        />
      </Field>
      <p class="actions">
        <button type="submit">{t('course:teaching.due.save')}</button>
      </p>
    </form>
  );
}

function ExcuseForm({ frame, path, open }: FormPart & Pick<LearnerPageProps, 'open'>): VNode | null {
  const { t } = frame;
  if (open.length === 0) return null;
  const modules = [...new Set(open.map(({ module }) => module))];
  return (
    <form method="post" action={`${path}/excuse`} class="panel">
      <h2>{t('course:teaching.excuse.title')}</h2>
      <Field id="step" label={t('course:teaching.step')} help={t('course:teaching.excuse.help')}>
        <select id="step" name="step" {...describe('step', t('course:teaching.excuse.help'))}>
          {modules.map(module => (
            <optgroup label={wordsIn(module.module.title, t.locale)}>
              {open
                .filter(one => one.module === module)
                .map(({ step: { key, step } }) => (
                  <option value={key}>{wordsIn(step.title, t.locale)}</option>
                ))}
            </optgroup>
          ))}
        </select>
      </Field>
      <p class="actions">
        <button type="submit" name="act" value="count">
          {t('course:teaching.excuse.save')}
        </button>
      </p>
    </form>
  );
}

function TakeBack({ frame, path, line }: FormPart & Pick<LearnerPageProps, 'line'>): VNode | null {
  const { t } = frame;
  const excused = line.done.filter(({ isExcused }) => isExcused);
  if (excused.length === 0) return null;
  return (
    <section class="panel">
      <h2>{t('course:teaching.excused.title')}</h2>
      <ul class="plain">
        {excused.map(({ key, step }) => (
          <li>
            <form method="post" action={`${path}/excuse`}>
              <input type="hidden" name="step" value={key} />
              {wordsIn(step.title, t.locale)}{' '}
              <button type="submit" class="link" name="act" value="take-back">
                {t('course:teaching.excused.back')}
                <span class="visually-hidden">: {wordsIn(step.title, t.locale)}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One learner's way, and what the teacher may decide for this person alone. */
export function LearnerPage(props: LearnerPageProps): VNode {
  const { frame, participantId, name, line, faults } = props;
  const { t } = frame;
  const path = pathOf(frame, `overview/${encodeURIComponent(participantId)}`);
  const texts = Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key)]));
  return (
    <Layout
      frame={frame}
      title={name ?? t('course:teaching.nameless')}
      lead={t('course:teaching.line.lead')}
      wide
    >
      <FaultSummary t={t} faults={texts} />
      <LearnerLine {...props} />
      <DueForm {...props} path={path} />
      <ExcuseForm {...props} path={path} />
      <TakeBack frame={frame} path={path} line={line} />
      <p class="actions">
        <a class="button" href={pathOf(frame, 'overview')}>
          {t('course:teaching.back')}
        </a>
      </p>
    </Layout>
  );
}
