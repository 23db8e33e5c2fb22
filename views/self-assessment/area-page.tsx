import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { TextKey } from '../../src/i18n/index.ts';
import type { Answers, Counts } from '../../src/self-assessment/answers.rules.ts';
import type { Area, Instrument } from '../../src/self-assessment/instrument.rules.ts';
import { Layout } from '../layout.tsx';
import { FaultSummary } from '../parts/field.tsx';
import { lenderOf } from './local-text.tsx';
import { pathOf } from './paths.ts';
import { SAVE_SCRIPT, SaveState } from './save-state.tsx';
import { StatementFields } from './statement-fields.tsx';

interface AreaPageProps {
  frame: PageFrame;
  instrument: Instrument;
  area: Area;
  /** The areas before and after it. */
  previous: Area | null;
  next: Area | null;
  answers: Answers;
  /** Of all areas. */
  counts: Counts;
  queueKey: string;
  /** A supervisor is asked of the unit too. */
  hasUnit?: boolean;
  /** Text keys by the statement's id; `form` for what belongs to none. */
  faults?: Record<string, string>;
}

function Onward({ frame, previous, next }: Pick<AreaPageProps, 'frame' | 'previous' | 'next'>): VNode {
  const { t } = frame;
  return (
    <div class="actions">
      <button type="submit" class="primary" name="onward" value="next">
        {next ? t('self-assessment:area.next', { area: next.id }) : t('self-assessment:area.check')}
      </button>
      <button type="submit" name="onward" value="previous">
        {previous
          ? t('self-assessment:area.previous', { area: previous.id })
          : t('self-assessment:area.start')}
      </button>
    </div>
  );
}

/** @returns the faults' texts, each beginning with the statement that it is about */
function summaryOf(faultTexts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(faultTexts).map(([id, text]) => [id, id === 'form' ? text : `${id}: ${text}`]),
  );
}

/** The statements of one area: a form that saves as a whole without a script, and answer by answer with it. */
export function AreaPage(props: AreaPageProps): VNode {
  const { frame, instrument, area, answers, counts, queueKey, faults = {} } = props;
  const { t } = frame;
  const faultTexts = Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key as TextKey)]));
  return (
    <Layout
      frame={frame}
      title={t('self-assessment:area.heading', { area: area.id, title: area.title[t.locale] })}
      titleLang={lenderOf(t, area.title)}
      lead={t('self-assessment:area.lead', {
        number: instrument.areas.indexOf(area) + 1,
        total: instrument.areas.length,
      })}
      scripts={[SAVE_SCRIPT]}
    >
      <FaultSummary t={t} faults={summaryOf(faultTexts)} />
      <form
        id="form"
        class="statements"
        method="post"
        action={pathOf(frame, `area/${area.id}`)}
        autocomplete="off"
      >
        {area.statements.map(statement => (
          <StatementFields
            t={t}
            instrument={instrument}
            statement={statement}
            answer={answers[statement.id]}
            fault={faultTexts[statement.id]}
            hasUnit={props.hasUnit}
          />
        ))}
        <SaveState frame={frame} queueKey={queueKey} counts={counts} />
        <Onward frame={frame} previous={props.previous} next={props.next} />
      </form>
    </Layout>
  );
}
