import type { ComponentChildren, VNode } from 'preact';
import type { PageFrame } from '../src/http/frame.ts';
import type { Locale } from '../src/i18n/index.ts';
import { LanguageForm } from './parts/language-form.tsx';
import { LeaveForm } from './parts/leave-form.tsx';
import { PageHead } from './parts/page-head.tsx';
import { TrialBanner } from './people/trial-banner.tsx';

interface LayoutProps {
  frame: PageFrame;
  title: string;
  /** Where the title is in another language than the page. */
  titleLang?: Locale | undefined;
  /** One sentence of where one is. */
  lead?: string | undefined;
  /** Names of files in views/assets that this page needs, such as `autosave.js`. */
  scripts?: string[];
  /** Wider than the reading measure: tables for teachers. */
  wide?: boolean;
  /** What was asked for was not done: a form that was just sent is not taken for received. */
  isRefusal?: boolean;
  children?: ComponentChildren;
}

/** The frame of every page: a title, one sentence of where one is, the work, and the languages at its foot. */
export function Layout(props: LayoutProps): VNode {
  const { frame, title, lead, scripts = [], wide = false, isRefusal = false, children } = props;
  const launch = isRefusal ? undefined : frame.base;
  return (
    <html lang={frame.t.locale}>
      <PageHead
        title={title}
        assets={frame.assets}
        scripts={launch === undefined ? scripts : ['keep-session.js', ...scripts]}
      />
      <body data-launch={launch}>
        <a class="skip" href="#content">
          {frame.t('http:skip')}
        </a>
        <LeaveForm frame={frame} />
        <main id="content" class={wide ? 'wide' : undefined}>
          <TrialBanner frame={frame} />
          <h1 lang={props.titleLang}>{title}</h1>
          {lead && <p class="lead">{lead}</p>}
          {children}
        </main>
        <footer>{frame.languagePath && <LanguageForm t={frame.t} action={frame.languagePath} />}</footer>
      </body>
    </html>
  );
}
