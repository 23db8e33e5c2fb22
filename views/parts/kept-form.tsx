import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';

/** The script's file in views/assets; every page with a form that is kept needs it. */
export const KEEP_SCRIPT = 'keep-form.js';

/**
 * @param key names the person, the activity and the form, and nobody can read which
 * @returns the attributes of a form whose text the browser keeps until it is sent
 */
export function keptAs(key: string): Record<string, string> {
  return { 'data-keep': key };
}

/** Stands first in such a form; the script shows what is true. */
export function KeptNotes({ t }: { t: Translate }): VNode {
  return (
    <div class="kept" role="status">
      <div class="note info" data-kept="" hidden>
        <span class="sign" aria-hidden="true">
          i
        </span>
        <div>
          <p class="note-title">{t('http:kept.title')}</p>
          <p>{t('http:kept.text')}</p>
          <button type="button" class="link" data-discard="">
            {t('http:kept.discard')}
          </button>
        </div>
      </div>
      {(['over', 'over-not-kept'] as const).map(what => (
        <div class="note warn" data-over={what} hidden>
          <span class="sign" aria-hidden="true">
            !
          </span>
          <div>
            <p class="note-title">{t('http:kept.over-title')}</p>
            <p>{t(`http:kept.${what}`)}</p>
          </div>
        </div>
      ))}
    </div>
  );
}
