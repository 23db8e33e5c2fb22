import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import { renderMarkdown } from '../../src/kit/markdown.ts';
import type { DraftText } from '../../src/questions/question.rules.ts';
import { languageFor, LentNote } from './local-text.tsx';

/** A package's text in Markdown, sanitised (src/kit/markdown.ts). */
export function Prose({ t, text }: { t: Translate; text: DraftText }): VNode {
  const locale = languageFor(text, t.locale);
  const html = renderMarkdown(text[locale] ?? '');
  return (
    <>
      <LentNote t={t} text={text} />
      <div
        class="prose"
        lang={locale === t.locale ? undefined : locale}
        dangerouslySetInnerHTML={{ __html: html }}
      />
    </>
  );
}
