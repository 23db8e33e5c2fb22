import type { VNode } from 'preact';
import type { Way, WayModule, WayStep } from '../../src/course/way.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime } from '../../src/i18n/index.ts';
import { LocalText } from './local-text.tsx';
import { stepPath } from './paths.ts';
import { StepState } from './step-state.tsx';
import { hoursIn, opensIn } from './way-words.ts';

interface StepLineProps {
  frame: PageFrame;
  step: WayStep;
  isNext: boolean;
}

function StepLine({ frame, step: { key, step, state }, isNext }: StepLineProps): VNode {
  const { t } = frame;
  const title = <LocalText t={t} text={step.title} />;
  return (
    <li>
      {state === 'locked' ? title : <a href={stepPath(frame, key)}>{title}</a>}
      <br />
      <span class="small">
        <StepState t={t} state={state} />
        {isNext && (
          <>
            <strong>{t('course:next')}</strong> ·{' '}
          </>
        )}
        {t(`course:kind.${step.kind}`)} · {hoursIn(t, step.hours)}
      </span>
    </li>
  );
}

interface ModuleStepsProps {
  frame: PageFrame;
  module: WayModule;
  next: Way['next'];
}

function ModuleSteps({ frame, module, next }: ModuleStepsProps): VNode {
  return (
    <ol class="steps">
      {module.steps.map(step =>
        step.theme ? (
          <li>
            <ThemeWithin frame={frame} step={step} theme={step.theme} next={next} />
          </li>
        ) : (
          <StepLine frame={frame} step={step} isNext={next?.step.key === step.key} />
        ),
      )}
    </ol>
  );
}

function ThemeWithin({
  frame,
  step,
  theme,
  next,
}: Omit<ModuleStepsProps, 'module'> & { step: WayStep; theme: WayModule }): VNode {
  const { t } = frame;
  return (
    <>
      <a href={stepPath(frame, step.key)}>
        <LocalText t={t} text={theme.module.title} />
      </a>
      <br />
      <span class="small">
        <StepState t={t} state={step.state} />
        {t('course:kind.theme')} · {hoursIn(t, theme.hours)}
      </span>
      <ModuleSteps frame={frame} module={theme} next={next} />
    </>
  );
}

function Facts({ frame, module }: Omit<ModuleStepsProps, 'next'>): VNode {
  const { t } = frame;
  const { hours, hoursDone, dueAt, opens, state } = module;
  return (
    <p class="small">
      <StepState t={t} state={state} />
      {hoursDone === 0 || state === 'done'
        ? hoursIn(t, hours)
        : t('course:module.hours', { done: hoursIn(t, hoursDone), hours: hoursIn(t, hours) })}
      {dueAt && state !== 'done' && <> · {t('course:module.due', { time: formatTime(dueAt, t.locale) })}</>}
      {opens && <> · {opensIn(t, opens)}</>}
    </p>
  );
}

/** The modules of the way, the one with the next step unfolded. */
export function ModuleList({ frame, way }: { frame: PageFrame; way: Way }): VNode {
  const { t } = frame;
  const holdsNext = ({ steps }: WayModule): boolean =>
    steps.some(({ key, theme }) => key === way.next?.step.key || (theme !== null && holdsNext(theme)));
  return (
    <ol class="modules">
      {way.modules.map(module => (
        <li id={module.id}>
          <details open={holdsNext(module)}>
            <summary>
              <h3>
                <LocalText t={t} text={module.module.title} />
              </h3>
              <Facts frame={frame} module={module} />
            </summary>
            <p>
              <LocalText t={t} text={module.module.summary} />
            </p>
            <ModuleSteps frame={frame} module={module} next={way.next} />
          </details>
        </li>
      ))}
    </ol>
  );
}
