import type { VNode } from 'preact';
import type { LmsFrame } from '../../src/demo-lms/frame.ts';
import type { GradeColumn } from '../../src/demo-lms/overview.ts';
import type { DemoCourse, DemoGrade, DemoLineItem, DemoPerson } from '../../src/demo-lms/state.ts';
import { formatTime } from '../../src/i18n/format.ts';
import type { Translate } from '../../src/i18n/index.ts';
import { gradeText } from '../parts/grade-text.ts';
import { CourseTabs } from './course-page.tsx';
import { LmsLayout } from './lms-layout.tsx';

interface GradebookPageProps {
  frame: LmsFrame;
  course: DemoCourse;
  columns: GradeColumn[];
}

function pointsOf(t: Translate, { maximum }: DemoLineItem, grade: DemoGrade | null): string {
  const given = grade?.final ?? null;
  return gradeText(t, given === null ? null : { given, maximum }, 'demo-lms:not-assessed');
}

/** Where Moodle's gradebook leads from a grade: to the tool, with a message about this person's work. */
function AnalysisLink({
  t,
  item,
  person,
}: {
  t: Translate;
  item: DemoLineItem;
  person: DemoPerson;
}): VNode | null {
  if (item.activityId === null) return null;
  return (
    <a class="lms-analysis" href={`/links/${item.activityId}?action=gradeReport&user=${person.id}`}>
      {t('demo-lms:analysis')}
      <span class="visually-hidden">
        : {person.givenName} {person.familyName}
      </span>
    </a>
  );
}

interface CellsProps {
  t: Translate;
  item: DemoLineItem;
  grade: DemoGrade | null;
  /** Whose work the grade leads to; absent where it leads nowhere. */
  person?: DemoPerson;
}

function Cells({ t, item, grade, person }: CellsProps): VNode {
  return (
    <>
      <td class="number" data-label={t('demo-lms:grade')}>
        {pointsOf(t, item, grade)}
        {person && <AnalysisLink t={t} item={item} person={person} />}
      </td>
      <td data-label={t('demo-lms:feedback')}>{grade?.feedback ?? '–'}</td>
      <td data-label={t('demo-lms:time')}>
        {grade?.modifiedAt ? formatTime(new Date(grade.modifiedAt), t.locale) : '–'}
      </td>
    </>
  );
}

function Head({ t, first }: { t: Translate; first: string }): VNode {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col" class="number">
          {t('demo-lms:grade')}
        </th>
        <th scope="col">{t('demo-lms:feedback')}</th>
        <th scope="col">{t('demo-lms:time')}</th>
      </tr>
    </thead>
  );
}

/** One column of the gradebook: every student. */
function ColumnTable({ t, column }: { t: Translate; column: GradeColumn }): VNode {
  return (
    <table class="cards lms-grades">
      <caption>{column.item.label}</caption>
      <Head t={t} first={t('demo-lms:student')} />
      <tbody>
        {column.rows.map(({ person, grade }) => (
          <tr>
            <th scope="row">
              {person.givenName} {person.familyName}
            </th>
            <Cells t={t} item={column.item} grade={grade} person={person} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a teacher of a real LMS changes in the activity's settings. */
function ColumnForms({ t, item }: { t: Translate; item: DemoLineItem }): VNode {
  const id = `maximum-${item.id}`;
  return (
    <div class="actions lms-column">
      <form method="post" action={`/columns/${item.id}/maximum`}>
        <label for={id}>{t('demo-lms:maximum')}</label>
        <input
          id={id}
          name="maximum"
          type="number"
          min="0.01"
          max="10000"
          step="any"
          value={String(item.maximum)}
          class="short"
          required
        />
        <button type="submit">{t('demo-lms:maximum.change')}</button>
      </form>
      <form method="post" action={`/columns/${item.id}/remove`}>
        <button type="submit" class="link">
          {t('demo-lms:column.remove')}
          <span class="visually-hidden">: {item.label}</span>
        </button>
      </form>
    </div>
  );
}

/** One's own grades: every column. */
function OwnTable({ t, columns }: { t: Translate; columns: GradeColumn[] }): VNode {
  return (
    <table class="cards lms-grades">
      <caption>{t('demo-lms:own-grades')}</caption>
      <Head t={t} first={t('demo-lms:activity')} />
      <tbody>
        {columns.map(({ item, rows }) => (
          <tr>
            <th scope="row">{item.label}</th>
            <Cells t={t} item={item} grade={rows[0]?.grade ?? null} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Tables({ frame, columns }: { frame: LmsFrame; columns: GradeColumn[] }): VNode {
  const { t, viewer } = frame;
  if (columns.length === 0) return <p>{t('demo-lms:no-columns')}</p>;
  if (columns.every(column => column.rows.length === 0)) return <p>{t('demo-lms:no-grades')}</p>;
  if (!viewer.isTeacher) return <OwnTable t={t} columns={columns} />;
  return (
    <>
      {columns.map(column => (
        <section>
          <ColumnTable t={t} column={column} />
          <ColumnForms t={t} item={column.item} />
        </section>
      ))}
    </>
  );
}

/** The gradebook: all students for teachers, one's own grades for a student. */
export function GradebookPage({ frame, course, columns }: GradebookPageProps): VNode {
  const { t } = frame;
  return (
    <LmsLayout
      frame={frame}
      title={course.fullName}
      lead={t('demo-lms:gradebook')}
      trail={[{ href: '/courses', text: t('demo-lms:courses') }]}
    >
      <CourseTabs frame={frame} course={course} here="grades" />
      <Tables frame={frame} columns={columns} />
    </LmsLayout>
  );
}
