import type { ComponentChildren, VNode } from 'preact';
import type { LmsFrame } from '../../src/demo-lms/frame.ts';
import type { DemoPerson } from '../../src/demo-lms/state.ts';
import { LanguageForm } from '../parts/language-form.tsx';
import { PageHead } from '../parts/page-head.tsx';

interface LmsLayoutProps {
  frame: LmsFrame;
  title: string;
  lead?: string | undefined;
  /** Where one is: from the course list down, the present page left out. */
  trail?: { href: string; text: string }[];
  scripts?: string[];
  children?: ComponentChildren;
}

/** More people than this are chosen from a list. */
const MOST_BUTTONS = 4;

function nameOf(person: DemoPerson): string {
  return `${person.givenName} ${person.familyName}`;
}

function PersonButtons({ frame }: { frame: LmsFrame }): VNode {
  const { t, people, viewer } = frame;
  return (
    <div class="lms-people">
      {people.map(person => (
        <button
          type="submit"
          name="person"
          value={person.id}
          aria-current={person.id === viewer.person.id ? 'true' : undefined}
        >
          <span class="lms-person">{nameOf(person)}</span>{' '}
          <span class="lms-role">{t(`demo-lms:role.${person.role}`)}</span>
        </button>
      ))}
    </div>
  );
}

function PersonList({ frame }: { frame: LmsFrame }): VNode {
  const { t, people, viewer } = frame;
  return (
    <div class="lms-people">
      <select name="person" aria-labelledby="lms-who">
        {people.map(person => (
          <option value={person.id} selected={person.id === viewer.person.id}>
            {nameOf(person)}, {t(`demo-lms:role.${person.role}`)}
          </option>
        ))}
      </select>
      <button type="submit">{t('demo-lms:switch')}</button>
    </div>
  );
}

/** Says plainly what this is, and lets one be somebody else. */
function DemoStrip({ frame }: { frame: LmsFrame }): VNode {
  const { t, people, openPath } = frame;
  return (
    <div class="lms-strip">
      <p>
        <strong>{t('demo-lms:demo')}</strong> <span id="lms-who">{t('demo-lms:demo.who')}</span>
      </p>
      <form method="post" action="/person">
        <input type="hidden" name="back" value={openPath} />
        {people.length > MOST_BUTTONS ? <PersonList frame={frame} /> : <PersonButtons frame={frame} />}
      </form>
    </div>
  );
}

function Header({ frame }: { frame: LmsFrame }): VNode {
  const { t, title, viewer } = frame;
  return (
    <header class="lms-header">
      <div class="lms-bar">
        <a class="lms-name" href="/">
          {title}
        </a>
        <nav aria-label={t('demo-lms:nav')}>
          <a href="/courses">{t('demo-lms:courses')}</a>
          {viewer.isAdmin && <a href="/tools">{t('demo-lms:tools')}</a>}
        </nav>
      </div>
      <DemoStrip frame={frame} />
    </header>
  );
}

function RoleNotice({ frame }: { frame: LmsFrame }): VNode | null {
  const { t, viewer, path } = frame;
  if (!viewer.asLearner) return null;
  return (
    <form method="post" action="/role" class="lms-notice" id="role-notice">
      <input type="hidden" name="back" value={path} />
      <p>{t('demo-lms:as-student')}</p>
      <button type="submit" name="role" value="own">
        {t('demo-lms:as-myself')}
      </button>
    </form>
  );
}

function Trail({ frame, trail }: { frame: LmsFrame; trail: { href: string; text: string }[] }): VNode | null {
  if (trail.length === 0) return null;
  return (
    <nav class="lms-trail" aria-label={frame.t('demo-lms:trail')}>
      <ol>
        {trail.map(({ href, text }) => (
          <li>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** A whole page of the LMS. */
export function LmsLayout({ frame, title, lead, trail = [], scripts = [], children }: LmsLayoutProps): VNode {
  const { t, assets } = frame;
  return (
    <html lang={t.locale}>
      <PageHead
        title={`${title} · ${frame.title}`}
        assets={assets}
        styles={['demo-lms.css']}
        scripts={scripts}
      />
      <body class="lms">
        <a class="skip" href="#content">
          {t('http:skip')}
        </a>
        <Header frame={frame} />
        <main id="content">
          <RoleNotice frame={frame} />
          <Trail frame={frame} trail={trail} />
          <h1>{title}</h1>
          {lead && <p class="lead">{lead}</p>}
          {children}
        </main>
        <footer>
          <LanguageForm t={t} action="/language">
            <input type="hidden" name="back" value={frame.path} />
          </LanguageForm>
        </footer>
      </body>
    </html>
  );
}
