import type { VNode } from 'preact';
import type { Activity, ActivityKind, JoinVerdict } from '../../src/activities/index.ts';
import type { TableView } from '../../src/dashboard/people.rules.ts';
import type { Roster } from '../../src/dashboard/roster.ts';
import type { LastComparison } from '../../src/grades/index.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import type { TextKey } from '../../src/i18n/index.ts';
import { FreshRunBanner } from '../activities/fresh-run-banner.tsx';
import { Layout } from '../layout.tsx';
import { AskedNote, AttentionNote, NoColumn } from './grade-notes.tsx';
import { CountLinks } from './count-links.tsx';
import { ComparedNote, GradebookPanel } from './gradebook-panel.tsx';
import { PageLinks } from './page-links.tsx';
import { EmptyTable, PeopleTable } from './people-table.tsx';
import { NoRosterNote, RosterLine } from './roster-line.tsx';

export interface DashboardPageProps {
  frame: PageFrame;
  activity: Pick<Activity, 'title' | 'copiedFromId' | 'isScheduleOpen'>;
  join: JoinVerdict;
  hasColumn: boolean;
  roster: Roster;
  table: TableView;
  /** Grades were just asked to be sent again. */
  wasAsked: boolean;
  /** They were just compared with the gradebook's, or that goes on. */
  compared: 'done' | 'soon' | undefined;
  lastComparison: LastComparison | null;
  /** The kind's own pages for teachers. */
  pages: ActivityKind['teacherPages'];
  /** Those of the activities inside this one, with the name of their kind. */
  within: { title: TextKey; pages: ActivityKind['teacherPages'] }[];
  now: Date;
}

/** A teacher's page of one activity: what needs them first, then who is how far and whose grade is where. */
export function DashboardPage(props: DashboardPageProps): VNode {
  const { frame, activity, join, hasColumn, roster, table, wasAsked, compared, now } = props;
  const { t, base = '' } = frame;
  const place = { state: table.filter, page: table.page };
  return (
    <Layout frame={frame} title={activity.title} lead={t('dashboard:lead')} wide>
      <FreshRunBanner frame={frame} activity={activity} join={join} />
      {wasAsked && <AskedNote frame={frame} place={place} />}
      {compared && <ComparedNote frame={frame} place={place} compared={compared} />}
      {!wasAsked && <AttentionNote frame={frame} count={table.counts.attention} place={place} />}
      {!hasColumn && <NoColumn frame={frame} />}
      <NoRosterNote frame={frame} roster={roster} place={place} />
      <CountLinks frame={frame} counts={table.counts} filter={table.filter} />
      {table.rows.length > 0 ? (
        <PeopleTable frame={frame} table={table} hasColumn={hasColumn} />
      ) : (
        <EmptyTable frame={frame} table={table} hasRoster={roster.has === 'list'} />
      )}
      <PageLinks frame={frame} table={table} />
      <RosterLine frame={frame} roster={roster} place={place} now={now} />
      {hasColumn && <GradebookPanel frame={frame} place={place} lastComparison={props.lastComparison} />}
      <p class="actions">
        {props.pages.map(({ path, title }) => (
          <a class="button" href={`${base}/${path}`}>
            {t(title)}
          </a>
        ))}
        <a class="button" href={`${base}/activities/settings`}>
          {t('dashboard:settings')}
        </a>
      </p>
      {props.within.map(({ title, pages }) => (
        <section>
          <h2>{t(title)}</h2>
          <p class="actions">
            {pages.map(one => (
              <a class="button" href={`${base}/${one.path}`}>
                {t(one.title)}
              </a>
            ))}
          </p>
        </section>
      ))}
    </Layout>
  );
}
