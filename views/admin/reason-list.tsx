import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';

/** @returns a reason in few words; one that has no words yet, as the outbox writes it */
export function reasonWord(t: Translate, reason: string): string {
  return t.find(`admin:reason.${reason}`) ?? (reason || t('admin:reason-unknown'));
}

/** What the reasons of the table mean, and who can do what; the log knows more of those that have no text. */
export function ReasonList({ t, reasons }: { t: Translate; reasons: readonly string[] }): VNode | null {
  if (reasons.length === 0) return null;
  return (
    <>
      <h2>{t('admin:reasons.title')}</h2>
      <dl class="reasons">
        {reasons.map(reason => (
          <>
            <dt>{reasonWord(t, reason)}</dt>
            <dd>{t.find(`admin:reason-help.${reason}`) ?? t('admin:reason-help-unknown')}</dd>
          </>
        ))}
      </dl>
    </>
  );
}
