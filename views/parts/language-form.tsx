import type { ComponentChildren, VNode } from 'preact';
import { LOCALES, type Translate } from '../../src/i18n/index.ts';

interface LanguageFormProps {
  t: Translate;
  /** Where the choice goes, as `locale`. */
  action: string;
  /** Hidden fields that go with it. */
  children?: ComponentChildren;
}

/** Each language by its own name: the same page in that language, and the choice is remembered. */
export function LanguageForm({ t, action, children }: LanguageFormProps): VNode {
  return (
    <form class="languages" method="post" action={action} aria-label={t('http:language')}>
      {children}
      {LOCALES.map(locale => (
        <button
          type="submit"
          name="locale"
          value={locale}
          lang={locale}
          class="link"
          aria-current={locale === t.locale ? 'true' : undefined}
        >
          {t(`http:language.${locale}`)}
        </button>
      ))}
    </form>
  );
}
