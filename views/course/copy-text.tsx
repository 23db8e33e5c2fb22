import type { VNode } from 'preact';
import type { Locale, Translate } from '../../src/i18n/index.ts';

/** The script's file in views/assets; every page with a CopyText needs it. */
export const COPY_SCRIPT = 'copy-text.js';

interface CopyTextProps {
  t: Translate;
  /** Unique on the page. */
  id: string;
  label: string;
  text: string;
  rows: number;
  /** Of the text, where it is another than the page's. */
  lang?: Locale | undefined;
}

/** A text to take along: to be selected, and with a script to be copied by a button. */
export function CopyText({ t, id, label, text, rows, lang }: CopyTextProps): VNode {
  return (
    <div class="field copy" data-copy="">
      <label for={id}>{label}</label>
      <textarea id={id} rows={rows} readonly lang={lang === t.locale ? undefined : lang}>
        {text}
      </textarea>
      <p class="copy-actions" data-offer="" hidden>
        <button type="button" aria-describedby={id}>
          {t('course:copy')}
        </button>{' '}
        <span
          class="small"
          role="status"
          data-copied={t('course:copy.copied')}
          data-selected={t('course:copy.selected')}
        />
      </p>
    </div>
  );
}
