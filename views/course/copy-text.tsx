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
  /** Id of the heading that says what it is, where a page has several of the same label. */
  headedBy?: string;
  /** Whether copying is what the page is for. */
  isPrimary?: boolean;
}

/** A text to take along: to be selected, and with a script to be copied by a button. */
export function CopyText(props: CopyTextProps): VNode {
  const { t, id, label, text, rows, lang, headedBy = '', isPrimary = false } = props;
  const names = (one: string): string => `${one} ${headedBy}`.trim();
  return (
    <div class="field copy" data-copy="">
      <label for={id} id={`${id}-label`}>
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        readonly
        lang={lang === t.locale ? undefined : lang}
        aria-labelledby={names(`${id}-label`)}
      >
        {text}
      </textarea>
      <p class="copy-actions" data-offer="" hidden>
        <button
          type="button"
          id={`${id}-copy`}
          class={isPrimary ? 'primary' : undefined}
          aria-labelledby={names(`${id}-copy ${id}-label`)}
        >
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
