import type { VNode } from 'preact';
import type { StepOf } from '../../../src/course/course-package.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatTime, type TextKey } from '../../../src/i18n/index.ts';
import { describe, FaultSummary, Field } from '../../parts/field.tsx';
import { keptAs, KeptNotes } from '../../parts/kept-form.tsx';
import { LocalText } from '../local-text.tsx';
import { stepPath } from '../paths.ts';

interface ReflectionStepProps {
  frame: PageFrame;
  step: StepOf<'reflection'>;
  stepKey: string;
  text: string;
  savedAt: Date | null;
  fault?: TextKey | undefined;
  /** Most characters. */
  longest: number;
  /** Names what the browser keeps until it is sent; null for someone who looks. */
  keepKey: string | null;
}

/** What to think about, and a field for it that only oneself reads. */
export function ReflectionStep(props: ReflectionStepProps): VNode {
  const { frame, step, stepKey, text, savedAt, longest, keepKey } = props;
  const { t } = frame;
  const fault = props.fault && t(props.fault, { most: longest });
  const help = t('course:reflection.lead');
  return (
    <>
      <p>
        <LocalText t={t} text={step.prompt} />
      </p>
      <FaultSummary t={t} faults={fault ? { text: fault } : {}} />
      {keepKey !== null && (
        <form method="post" action={`${stepPath(frame, stepKey)}/reflection`} {...keptAs(keepKey)}>
          <KeptNotes t={t} />
          <Field id="text" label={t('course:reflection.label')} help={help} fault={fault}>
            <textarea id="text" name="text" rows={10} required {...describe('text', help, fault)}>
              {text}
            </textarea>
          </Field>
          {savedAt && (
            <p class="small">{t('course:reflection.saved', { time: formatTime(savedAt, t.locale) })}</p>
          )}
          <p class="actions">
            <button type="submit" class="primary">
              {t(savedAt ? 'course:reflection.save-again' : 'course:reflection.save')}
            </button>
          </p>
        </form>
      )}
    </>
  );
}
