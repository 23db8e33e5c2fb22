import type { VNode } from 'preact';
import type { Translate } from '../../../src/i18n/index.ts';
import type { DraftInstrument } from '../../../src/self-assessment/instruments/draft.rules.ts';
import type { FormValues } from '../../../src/self-assessment/instruments/form-values.ts';
import { describe, Field } from '../../parts/field.tsx';
import { DraftTextIn } from './draft-text.tsx';

interface StatementTiesProps {
  t: Translate;
  draft: Pick<DraftInstrument, 'themes' | 'workshops'>;
  values: FormValues;
  /** Texts by field. */
  faults: Record<string, string>;
}

/** The themes and workshops that a statement recommends when it shows a gap. */
export function StatementTies({ t, draft, values, faults }: StatementTiesProps): VNode {
  const chosen = values.chosen['workshops'] ?? [];
  return (
    <>
      {([1, 2] as const).map(place => {
        const id = `theme-${String(place)}`;
        const help = place === 1 ? t('self-assessment:instruments.theme.help') : undefined;
        return (
          <Field
            id={id}
            label={t(`self-assessment:instruments.theme.${place}`)}
            help={help}
            fault={faults[id]}
          >
            <select id={id} name={id} {...describe(id, help, faults[id])}>
              <option value="">{t('self-assessment:instruments.theme.none')}</option>
              {draft.themes.map(theme => (
                <option value={theme.id} selected={values.plain[id] === theme.id}>
                  {theme.title[t.locale] || theme.title.fi || theme.title.sv || theme.title.en}
                </option>
              ))}
            </select>
          </Field>
        );
      })}
      {draft.workshops.length > 0 && (
        <fieldset class="field">
          <legend>{t('self-assessment:instruments.workshops')}</legend>
          <p class="help">{t('self-assessment:instruments.workshops.help')}</p>
          {draft.workshops.map(({ id, title }) => (
            <label class="choice">
              <input type="checkbox" name="workshops" value={id} checked={chosen.includes(id)} />
              <DraftTextIn t={t} text={title} />
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
