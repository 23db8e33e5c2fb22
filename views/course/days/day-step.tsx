import type { VNode } from 'preact';
import type { StepOf } from '../../../src/course/course-package.rules.ts';
import type { SlotView } from '../../../src/course/days/days.ts';
import type { Notice } from '../../../src/course/days/notice.rules.ts';
import type { DayForm } from '../../../src/course/run.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { Translate } from '../../../src/i18n/index.ts';
import { LocalText } from '../local-text.tsx';
import { stepPath } from '../paths.ts';
import { Prose } from '../prose.tsx';
import { SlotBox } from './slot-box.tsx';

interface DayStepProps {
  frame: PageFrame;
  step: StepOf<'contact-day'>;
  stepKey: string;
  /** Null: the run has no contact days. */
  view: SlotView | null;
  form: DayForm;
  notice: Notice | null;
  isLearner: boolean;
  isDone: boolean;
}

function Programme({ t, step }: { t: Translate; step: StepOf<'contact-day'> }): VNode {
  return (
    <section class="programme">
      <h2>{t('course:days.programme')}</h2>
      <ol>
        {step.programme.map(({ minutes, title, text }) => (
          <li>
            <strong>
              <LocalText t={t} text={title} />
            </strong>{' '}
            <span class="small">{t('course:days.minutes', { count: minutes })}</span>
            {text && (
              <p>
                <LocalText t={t} text={text} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The task for those who are not there; the learner says when it is done. */
function Substitute({ frame, step, stepKey, isDone, isLearner }: DayStepProps): VNode {
  const { t } = frame;
  return (
    <>
      <Prose t={t} text={step.substitute} />
      {isLearner && !isDone && (
        <form method="post" action={`${stepPath(frame, stepKey)}/substitute`}>
          <p class="actions">
            <button type="submit" class="primary">
              {t('course:days.substitute.mark')}
            </button>
          </p>
        </form>
      )}
    </>
  );
}

function SubstituteSection(props: DayStepProps & { view: SlotView }): VNode | null {
  const { frame, view, isLearner } = props;
  const { t } = frame;
  if (view.state === 'present') return null;
  if (!isLearner) {
    return (
      <details class="more">
        <summary>{t('course:days.substitute.title')}</summary>
        <Substitute {...props} />
      </details>
    );
  }
  return (
    <section>
      <h2>{t('course:days.substitute.title')}</h2>
      {view.isSubstituteOpen ? <Substitute {...props} /> : <p>{t('course:days.substitute.later')}</p>}
    </section>
  );
}

/** A contact day: where and when, what is done there, and the task for those who are not there. */
export function DayStep(props: DayStepProps): VNode {
  const { frame, step, stepKey, view, form, notice, isLearner } = props;
  const { t } = frame;
  if (!view) return <Substitute {...props} />;
  const action = `${stepPath(frame, stepKey)}/`;
  const substitute = <SubstituteSection {...props} view={view} />;
  return (
    <>
      <SlotBox {...{ t, view, form, action, notice, isLearner }} isContactDay level={2} />
      {view.isSubstituteOpen && substitute}
      <Programme t={t} step={step} />
      {!view.isSubstituteOpen && substitute}
    </>
  );
}
