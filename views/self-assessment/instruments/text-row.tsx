import type { VNode } from 'preact';
import { LOCALES, type Translate } from '../../../src/i18n/index.ts';
import type { LocalText } from '../../../src/self-assessment/instrument.rules.ts';

interface TextRowProps {
  t: Translate;
  /** The fields are `<name>.fi` and so on. */
  name: string;
  label: string;
  help?: string | undefined;
  text: LocalText | undefined;
  /** The fault's text, in the reader's language. */
  fault?: string | undefined;
  /** What somebody else saved meanwhile, to be shown beneath. */
  saved?: LocalText | undefined;
  rows?: number;
}

/** One text in three languages, side by side where there is room. */
export function TextRow({ t, name, label, help, text, fault, saved, rows = 3 }: TextRowProps): VNode {
  const notes = [help && `${name}-help`, fault && `${name}-fault`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset class={fault ? 'text-row faulty' : 'text-row'} id={name} aria-describedby={notes}>
      <legend>{label}</legend>
      {help && (
        <p class="help" id={`${name}-help`}>
          {help}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      <div class="text-columns">
        {LOCALES.map(locale => {
          const id = `${name}.${locale}`;
          const isOther = saved !== undefined && saved[locale] !== (text?.[locale] ?? '');
          return (
            <div>
              <label for={id}>{t(`http:language.${locale}`)}</label>
              <textarea
                id={id}
                name={id}
                lang={locale}
                rows={rows}
                maxLength={2000}
                aria-invalid={fault ? 'true' : undefined}
                aria-describedby={isOther ? `${id}.saved` : undefined}
              >
                {text?.[locale] ?? ''}
              </textarea>
              {isOther && (
                <p class="small" id={`${id}.saved`}>
                  {t('self-assessment:instruments.conflict.saved')}{' '}
                  <strong lang={locale}>{saved[locale] || t('self-assessment:instruments.unwritten')}</strong>
                </p>
              )}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
