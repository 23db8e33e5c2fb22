import type { ComponentChildren, VNode } from 'preact';
import { LOCALES } from '../src/i18n/locale.ts';
import type { PageFrame } from '../src/http/frame.ts';
import { TrialBanner } from './people/trial-banner.tsx';

interface LayoutProps {
  frame: PageFrame;
  title: string;
  /** One sentence of where one is. */
  lead?: string | undefined;
  /** Names of files in views/assets that this page needs, such as `autosave.js`. */
  scripts?: string[];
  /** Wider than the reading measure: tables for teachers. */
  wide?: boolean;
  children?: ComponentChildren;
}

/** The language's own name leads to the same page in that language; the choice is remembered. */
function LanguageLinks({ frame }: { frame: PageFrame }): VNode | null {
  const { t, languagePath } = frame;
  if (!languagePath) return null;
  return (
    <form class="languages" method="post" action={languagePath} aria-label={t('http:language')}>
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

/** The frame of every page: a title, one sentence of where one is, the work, and the languages at its foot. */
export function Layout(props: LayoutProps): VNode {
  const { frame, title, lead, scripts = [], wide = false, children } = props;
  return (
    <html lang={frame.t.locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href={`${frame.assets}/icon.svg`} />
        <link rel="stylesheet" href={`${frame.assets}/style.css`} />
        {scripts.map(name => (
          <script src={`${frame.assets}/${name}`} defer />
        ))}
      </head>
      <body>
        <a class="skip" href="#content">
          {frame.t('http:skip')}
        </a>
        <main id="content" class={wide ? 'wide' : undefined}>
          <TrialBanner frame={frame} />
          <h1>{title}</h1>
          {lead && <p class="lead">{lead}</p>}
          {children}
        </main>
        <footer>
          <LanguageLinks frame={frame} />
        </footer>
      </body>
    </html>
  );
}
