import type { VNode } from 'preact';
import type { PersonRow } from '../../src/dashboard/people.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime, type Translate } from '../../src/i18n/index.ts';
import { gradeText } from '../parts/grade-text.ts';
import { State, type Tone } from '../parts/note.tsx';
import type { Place } from './paths.ts';
import { PlaceFields } from './place-fields.tsx';

interface GradeCellProps {
  frame: PageFrame;
  row: PersonRow;
  /** For the button's name: a list of equal buttons says nothing to who only hears it. */
  name: string;
  place: Place;
}

const TONES: Record<Exclude<PersonRow['grade'], 'none'>, Tone> = {
  sent: 'good',
  waiting: 'info',
  unsent: 'warn',
  refused: 'bad',
};

/** @returns what stands beneath the state: when, why, and what happens next */
function detailsOf(t: Translate, row: PersonRow): string[] {
  const { grade, reason, sentAt, nextTryAt } = row;
  const sent = sentAt && formatTime(sentAt, t.locale);
  if (grade === 'unsent') return [t('dashboard:grade.unsent-why')];
  if (grade === 'sent') return [...(row.sent ? [gradeText(t, row.sent)] : []), ...(sent ? [sent] : [])];
  const why = reason === null ? null : t.find(`grades:why.${reason}`);
  const isPlanned = grade === 'waiting' && reason !== null && nextTryAt;
  return [
    ...(why === null ? [] : [why]),
    ...(isPlanned ? [t('dashboard:grade.next', { time: formatTime(nextTryAt, t.locale) })] : []),
    ...(sent ? [t('dashboard:grade.before', { time: sent })] : []),
  ];
}

function SendButton({ frame, row, name, place }: GradeCellProps): VNode | null {
  const { t, base = '' } = frame;
  const isStuck =
    row.grade === 'refused' || row.grade === 'unsent' || (row.grade === 'waiting' && row.reason !== null);
  if (!isStuck || row.participantId === null) return null;
  return (
    <form method="post" action={`${base}/dashboard/resend`}>
      <PlaceFields place={place} />
      <button type="submit" class="link" name="participant" value={row.participantId}>
        {t(row.grade === 'unsent' ? 'dashboard:grade.send' : 'dashboard:grade.resend')}
        <span class="visually-hidden">: {name}</span>
      </button>
    </form>
  );
}

/** Where one grade is, in words. */
export function GradeCell(props: GradeCellProps): VNode {
  const { row, frame } = props;
  const { t } = frame;
  if (row.grade === 'none') {
    return <>{gradeText(t, null)}</>;
  }
  return (
    <>
      <State tone={TONES[row.grade]}>
        {t(row.grade === 'unsent' ? 'dashboard:grade.unsent' : `grades:state.${row.grade}`)}
      </State>
      {detailsOf(t, row).map(line => (
        <div class="small">{line}</div>
      ))}
      {row.reason === 'gone' && (
        <div>
          <a href={`${frame.base ?? ''}/dashboard/column`}>{t('dashboard:column.link')}</a>
        </div>
      )}
      <SendButton {...props} />
    </>
  );
}
