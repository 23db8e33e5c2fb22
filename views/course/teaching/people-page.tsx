import type { VNode } from 'preact';
import type { StepKey } from '../../../src/course/progress.rules.ts';
import type { Step } from '../../../src/course/course-package.rules.ts';
import type { PeopleQuery } from '../../../src/course/teaching/teaching.forms.ts';
import type { PersonLine, Sort } from '../../../src/course/teaching/people.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatTime } from '../../../src/i18n/index.ts';
import { Layout } from '../../layout.tsx';
import { LocalText, wordsIn } from '../local-text.tsx';
import { pathOf } from '../paths.ts';
import { hoursIn } from '../way-words.ts';
import { peoplePath } from './people-link.tsx';

const SORTS: readonly Sort[] = ['seen', 'hours', 'name'];

/** Someone of a list; who has not begun has no more than a name. */
export interface ListedPerson {
  participantId: string;
  name: string | null;
  /** Counts all of the list, for a label where there is no name. */
  number: number;
  line: PersonLine | null;
}

export interface PeoplePageProps {
  frame: PageFrame;
  title: string;
  query: PeopleQuery;
  people: ListedPerson[];
  total: number;
  pages: number;
  steps: ReadonlyMap<StepKey, Step>;
}

/** @returns what the list was chosen by, in words */
function choiceOf({ frame: { t }, query, steps }: PeoplePageProps): string {
  const { at, state, seen, hours, institution } = query;
  const step = at === undefined ? undefined : steps.get(at);
  const parts = [
    ...(step ? [t('course:teaching.choice.at', { title: wordsIn(step.title, t.locale) })] : []),
    ...(state ? [t(`course:teaching.state.${state}`)] : []),
    ...(seen ? [t(`course:teaching.choice.${seen}`)] : []),
    ...(hours === undefined ? [] : [t('course:teaching.choice.hours')]),
    ...(institution === undefined ? [] : [institution]),
  ];
  return parts.length === 0 ? t('course:teaching.choice.all') : parts.join(' · ');
}

function Row({ props, person }: { props: PeoplePageProps; person: ListedPerson }): VNode {
  const { frame, steps } = props;
  const { t } = frame;
  const { participantId, name, number, line } = person;
  const step = line?.standsAt == null ? undefined : steps.get(line.standsAt);
  return (
    <tr>
      <th scope="row">
        <a href={pathOf(frame, `overview/${encodeURIComponent(participantId)}`)}>
          {name ?? t('course:teaching.unnamed', { number })}
        </a>
      </th>
      {line && (
        <>
          <td data-label={t('course:teaching.line.stands')}>
            {line.doneAt ? (
              t('course:teaching.state.done')
            ) : step ? (
              <LocalText t={t} text={step.title} />
            ) : (
              t('course:teaching.elsewhere')
            )}
          </td>
          <td class="number" data-label={t('course:teaching.line.hours')}>
            {hoursIn(t, line.hoursDone)}
          </td>
          <td data-label={t('course:teaching.line.last')}>
            {line.lastStepAt ? formatTime(line.lastStepAt, t.locale) : t('course:teaching.no-step')}
          </td>
        </>
      )}
    </tr>
  );
}

function SortLinks({ frame, query }: PeoplePageProps): VNode {
  const { t } = frame;
  return (
    <nav aria-label={t('course:teaching.sort')}>
      <p class="sorts">
        {t('course:teaching.sort')}:{' '}
        {SORTS.map(sort => (
          <>
            <a
              href={peoplePath(frame, { ...query, sort, page: undefined })}
              aria-current={sort === query.sort ? 'page' : undefined}
            >
              {t(`course:teaching.sort.${sort}`)}
            </a>{' '}
          </>
        ))}
      </p>
    </nav>
  );
}

function PageLinks({ frame, query, pages }: PeoplePageProps): VNode | null {
  const { t } = frame;
  const { page } = query;
  if (pages <= 1) return null;
  const link = (to: number, rel: string, text: string): VNode => (
    <a class="button" rel={rel} href={peoplePath(frame, { ...query, page: to })}>
      {text}
    </a>
  );
  return (
    <nav class="actions" aria-label={t('course:teaching.pages')}>
      {page > 1 && link(page - 1, 'prev', t('course:teaching.pages.previous'))}
      {page < pages && link(page + 1, 'next', t('course:teaching.pages.next'))}
    </nav>
  );
}

/** The people whom a number of the overview counts. */
export function PeoplePage(props: PeoplePageProps): VNode {
  const { frame, title, query, people, total } = props;
  const { t } = frame;
  const hasLines = query.state !== 'not-started';
  return (
    <Layout frame={frame} title={choiceOf(props)} lead={title} wide>
      {people.length === 0 ? (
        <p>{t('course:teaching.nobody')}</p>
      ) : (
        <>
          {hasLines && <SortLinks {...props} />}
          <div class="table">
            <table class="cards people">
              <caption>{t('course:teaching.total', { count: total })}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('course:teaching.name')}</th>
                  {hasLines && (
                    <>
                      <th scope="col">{t('course:teaching.line.stands')}</th>
                      <th scope="col" class="number">
                        {t('course:teaching.line.hours')}
                      </th>
                      <th scope="col">{t('course:teaching.line.last')}</th>
                    </>
                  )}
                </tr>
              </thead>
              <tbody>
                {people.map(person => (
                  <Row props={props} person={person} />
                ))}
              </tbody>
            </table>
          </div>
          <PageLinks {...props} />
        </>
      )}
      <p class="actions">
        <a class="button" href={pathOf(frame, 'overview')}>
          {t('course:teaching.back')}
        </a>
      </p>
    </Layout>
  );
}
