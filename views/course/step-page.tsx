import type { ComponentChildren, VNode } from 'preact';
import type { WayModule, WayStep } from '../../src/course/way.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime } from '../../src/i18n/index.ts';
import { Layout } from '../layout.tsx';
import { Note } from '../parts/note.tsx';
import { wordsIn } from './local-text.tsx';
import { pathOf, stepPath } from './paths.ts';
import { hoursIn, opensIn } from './way-words.ts';

interface StepPageProps {
  frame: PageFrame;
  module: WayModule;
  step: WayStep;
  /** Steps of the module beside this one. */
  before: WayStep | undefined;
  after: WayStep | undefined;
  /** Whether the learner says that it is done: then the page's one button is for that. */
  isMarkable: boolean;
  scripts?: readonly string[] | undefined;
  /** The work itself. */
  children?: ComponentChildren;
}

function DoneForm({ frame, step }: Pick<StepPageProps, 'frame' | 'step'>): VNode {
  return (
    <form method="post" action={`${stepPath(frame, step.key)}/done`}>
      <p class="actions">
        <button class="primary" type="submit">
          {frame.t('course:step.mark')}
        </button>
      </p>
    </form>
  );
}

function DoneNote({ frame, step }: Pick<StepPageProps, 'frame' | 'step'>): VNode | null {
  const { t } = frame;
  if (!step.doneAt) return null;
  return <Note tone="good" title={t('course:step.done', { time: formatTime(step.doneAt, t.locale) })} />;
}

function Ways({ frame, before, after, module }: Omit<StepPageProps, 'isMarkable' | 'step'>): VNode {
  const { t } = frame;
  const link = (step: WayStep, key: 'course:step.before' | 'course:step.after'): VNode => (
    <li>
      <a href={stepPath(frame, step.key)}>{t(key, { title: wordsIn(step.step.title, t.locale) })}</a>
    </li>
  );
  return (
    <nav aria-label={t('course:step.ways')}>
      <ul class="plain">
        {before && before.state !== 'locked' && link(before, 'course:step.before')}
        {after && after.state !== 'locked' && link(after, 'course:step.after')}
        <li>
          <a href={pathOf(frame, `#${module.id}`)}>{t('course:step.course')}</a>
        </li>
      </ul>
    </nav>
  );
}

/** One step: where one is, the work, and one thing to do next. */
export function StepPage(props: StepPageProps): VNode {
  const { frame, module, step, isMarkable, scripts, children } = props;
  const { t } = frame;
  const lead = [
    wordsIn(module.module.title, t.locale),
    t('course:step.place', { number: module.steps.indexOf(step) + 1, total: module.steps.length }),
    t(`course:kind.${step.step.kind}`),
    hoursIn(t, step.step.hours),
  ].join(' · ');
  return (
    <Layout
      frame={frame}
      title={wordsIn(step.step.title, t.locale)}
      lead={lead}
      scripts={[...(scripts ?? [])]}
    >
      {children}
      <DoneNote frame={frame} step={step} />
      {isMarkable && !step.doneAt && <DoneForm frame={frame} step={step} />}
      <Ways {...props} />
    </Layout>
  );
}

/** A step that cannot be opened yet: what opens it. */
export function LockedPage(props: Pick<StepPageProps, 'frame' | 'module' | 'step'>): VNode {
  const { frame, module, step } = props;
  const { t } = frame;
  return (
    <Layout
      frame={frame}
      title={wordsIn(step.step.title, t.locale)}
      lead={wordsIn(module.module.title, t.locale)}
    >
      <Note tone="warn" title={t('course:locked.title')}>
        {step.opens && <p>{opensIn(t, step.opens)}</p>}
        <p>{t('course:locked')}</p>
      </Note>
      <p class="actions">
        <a class="button primary" href={pathOf(frame, '')}>
          {t('course:step.course')}
        </a>
      </p>
    </Layout>
  );
}
