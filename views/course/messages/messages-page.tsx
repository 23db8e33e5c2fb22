import type { VNode } from 'preact';
import type { Group } from '../../../src/course/messages/groups.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatTime, type Translate } from '../../../src/i18n/index.ts';
import { Layout } from '../../layout.tsx';
import { Note } from '../../parts/note.tsx';
import { COPY_SCRIPT, CopyText } from '../copy-text.tsx';
import { wordsIn } from '../local-text.tsx';
import { pathOf } from '../paths.ts';

interface MessagesPageProps {
  frame: PageFrame;
  /** What the course is called. */
  course: string;
  groups: Group[];
  /** The texts of each language. */
  languages: Translate[];
}

/** Lines of a message as its field shows them: enough for the longest. */
const ROWS = 14;

/** What the texts of a group are told: its name, its date and its place in that language. */
function paramsOf(t: Translate, course: string, group: Group): Record<string, string> {
  const title = 'title' in group && group.title ? wordsIn(group.title, t.locale) : '';
  const time = 'at' in group ? formatTime(group.at, t.locale) : '';
  return { course, title, time };
}

function titleOf(t: Translate, course: string, group: Group): string {
  const params = paramsOf(t, course, group);
  if (group.what === 'day' && params['title'] === '') params['title'] = t('course:calendar.what.day');
  return t(`course:messages.${group.what}.title`, params);
}

function wordsOf(t: Translate, course: string, group: Group): string {
  const params = paramsOf(t, course, group);
  if (group.what !== 'day') return t(`course:messages.${group.what}`, params);
  if (params['title'] === '') params['title'] = t('course:calendar.what.day');
  const place = group.place === null ? '' : ` ${t('course:messages.day.place', { place: group.place })}`;
  return t('course:messages.day', { ...params, place });
}

function GroupPart(props: Omit<MessagesPageProps, 'groups'> & { group: Group; id: string }): VNode {
  const { frame, course, group, languages, id } = props;
  const { t } = frame;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{titleOf(t, course, group)}</h2>
      <p>
        <strong>{t('course:messages.people', { count: group.people })}</strong>
      </p>
      {group.what === 'not-started' && <p class="small">{t('course:messages.not-started.who')}</p>}
      <div class="messages">
        {languages.map(one => (
          <CopyText
            t={t}
            id={`${id}-${one.locale}`}
            label={t(`course:messages.language.${one.locale}`)}
            text={wordsOf(one, course, group)}
            rows={ROWS}
            lang={one.locale}
            headedBy={id}
          />
        ))}
      </div>
    </section>
  );
}

/** Each group of learners with a message for it: to be copied, since the tool sends none. */
export function MessagesPage({ frame, course, groups, languages }: MessagesPageProps): VNode {
  const { t } = frame;
  // Of those who never opened the tool it knows nothing: for them there is a message at all times.
  const isShown = ({ what, people }: Group): boolean => people > 0 || what === 'not-started';
  const full = groups.filter(isShown);
  const empty = groups.filter(group => !isShown(group));
  return (
    <Layout
      frame={frame}
      title={t('course:messages.title')}
      lead={t('course:messages.lead')}
      scripts={[COPY_SCRIPT]}
      wide
    >
      <Note title={t('course:messages.sends-nothing.title')}>
        <p>{t('course:messages.sends-nothing')}</p>
      </Note>
      <p>
        <a href={pathOf(frame, 'overview')}>{t('course:messages.overview')}</a>
      </p>
      {full.map((group, index) => (
        <GroupPart
          frame={frame}
          course={course}
          group={group}
          languages={languages}
          id={`group-${String(index + 1)}`}
        />
      ))}
      {empty.length > 0 && (
        <>
          <h2>{t('course:messages.nobody.title')}</h2>
          <ul>
            {empty.map(group => (
              <li>{titleOf(t, course, group)}</li>
            ))}
          </ul>
        </>
      )}
    </Layout>
  );
}
