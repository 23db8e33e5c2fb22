import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { TextKey } from '../../src/i18n/index.ts';
import type { Answers, Counts } from '../../src/self-assessment/answers.rules.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import { Layout } from '../layout.tsx';
import { FaultSummary } from '../parts/field.tsx';
import { lenderOf, LocalTextIn } from './local-text.tsx';
import { pathOf } from './paths.ts';
import { SAVE_SCRIPT, SaveState } from './save-state.tsx';
import { FiveLevels } from './statement-fields.tsx';

interface ConditionsPageProps {
  frame: PageFrame;
  conditions: NonNullable<Instrument['conditions']>;
  answers: Answers;
  /** Of the statements. */
  counts: Counts;
  queueKey: string;
  /** Text keys by the condition's id. */
  faults?: Record<string, string>;
}

/** What enables the work of a unit, asked of its supervisor: saved as the statements are. */
export function ConditionsPage(props: ConditionsPageProps): VNode {
  const { frame, conditions, answers, counts, queueKey, faults = {} } = props;
  const { t } = frame;
  const told = Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key as TextKey)]));
  return (
    <Layout
      frame={frame}
      title={conditions.title[t.locale]}
      titleLang={lenderOf(t, conditions.title)}
      lead={t('self-assessment:conditions.lead')}
      scripts={[SAVE_SCRIPT]}
    >
      <FaultSummary t={t} faults={told} />
      <form
        id="form"
        class="statements"
        method="post"
        action={pathOf(frame, 'conditions')}
        autocomplete="off"
      >
        {conditions.items.map(({ id, text }) => (
          <fieldset class="statement" id={id} aria-invalid={told[id] ? 'true' : undefined}>
            <legend>
              <span class="stem">
                {id} · <LocalTextIn t={t} text={conditions.stem} />
              </span>{' '}
              <span class="matter">
                <LocalTextIn t={t} text={text} />
              </span>
            </legend>
            {told[id] && <p class="fault">{told[id]}</p>}
            <FiveLevels t={t} name={`${id}.level`} scale={conditions} given={answers[id]?.level} />
          </fieldset>
        ))}
        <SaveState frame={frame} queueKey={queueKey} counts={counts} />
        <div class="actions">
          <button type="submit" class="primary" name="onward" value="next">
            {t('self-assessment:more.next')}
          </button>
        </div>
      </form>
    </Layout>
  );
}
