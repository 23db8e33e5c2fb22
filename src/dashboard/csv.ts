import { stringify } from 'csv-stringify/sync';
import type { Activity, ActivityKind } from '../activities/index.ts';
import { toSent, type Sent } from '../grades/index.ts';
import type { Translate } from '../i18n/index.ts';
import type { Session } from '../lti/session.types.ts';
import { loadOverview, type OverviewParts } from './overview.ts';
import type { PersonRow } from './people.rules.ts';

export interface CsvParts extends OverviewParts {
  kinds: readonly Pick<ActivityKind, 'name' | 'listProgress' | 'scoresOf'>[];
}

interface GradedRow {
  row: PersonRow;
  grade: Sent | null;
}

/** Two decimals with a point: what gradebooks read, Moodle's import among them. */
function numberOf(points: number | undefined): string {
  return points === undefined ? '' : String(Math.round(points * 100) / 100);
}

function stateOf(t: Translate, row: PersonRow): string {
  if (row.grade === 'none') return '';
  return row.grade === 'unsent' ? t('dashboard:grade.unsent') : t(`grades:state.${row.grade}`);
}

function cellsOf(t: Translate, { row, grade }: GradedRow): string[] {
  return [
    row.sub ?? '',
    row.name ?? t('dashboard:person.unnamed', { number: row.number }),
    t(`dashboard:progress.${row.progress}`),
    numberOf(grade?.given),
    numberOf(grade?.maximum),
    stateOf(t, row),
    row.sentAt?.toISOString() ?? '',
    numberOf(row.shown?.given),
  ];
}

/**
 * @returns all grades of an activity as CSV (RFC 4180), with a byte order mark for spreadsheets: the person's id in the
 *   LMS first, which Moodle's import matches as "User ID", and the grade as it is here now. Not assessed is an empty
 *   cell, a zero is `0`. A name that a spreadsheet would take for a formula is defused.
 */
export async function gradesCsv(
  parts: CsvParts,
  session: Session,
  activity: Activity,
  t: Translate,
): Promise<string> {
  const kind = parts.kinds.find(one => one.name === activity.kind);
  const { rows, maximumOf } = await loadOverview(parts, session, activity, t.locale);
  const maximum = maximumOf(session.placementId ?? '');
  const grading = { form: activity.gradeForm, points: activity.points };
  const known = rows.flatMap(row => row.participantId ?? []);
  const scores = await kind?.scoresOf(activity, known);
  const gradeOf = ({ participantId }: PersonRow): Sent | null => {
    const score = participantId === null ? undefined : scores?.get(participantId);
    return toSent(score ? { share: score.value } : null, grading, maximum);
  };
  const graded = rows.map(row => ({ row, grade: gradeOf(row) }));
  const columns = ['id', 'name', 'progress', 'grade', 'maximum', 'state', 'sent', 'shown'] as const;
  return stringify(
    [columns.map(column => t(`dashboard:csv.${column}`)), ...graded.map(one => cellsOf(t, one))],
    {
      bom: true,
      record_delimiter: 'windows',
      escape_formulas: true,
    },
  );
}
