import type { VNode } from 'preact';
import type { PersonRow } from '../../src/dashboard/people.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime, type TextKey, type Translate } from '../../src/i18n/index.ts';
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

/** @returns whether the gradebook's grade is another than ours, and nobody has decided which shall stand */
function isToBeDecided({ comparison, reason, isKept }: PersonRow): boolean {
  return comparison === 'differs' || (reason === 'platform-newer' && !isKept);
}

function isKept({ comparison, reason, isKept: isDecided }: PersonRow): boolean {
  return comparison === 'kept' || (reason === 'platform-newer' && isDecided);
}

/** @returns the state in a word, with its tone */
function stateOf(t: Translate, row: PersonRow & { grade: keyof typeof TONES }): [Tone, string] {
  if (isKept(row)) return ['info', t('dashboard:grade.kept')];
  if (row.comparison === 'differs') return ['warn', t('dashboard:grade.differs')];
  if (row.comparison === 'missing') return ['warn', t('dashboard:grade.missing')];
  if (row.grade === 'unsent') return [TONES.unsent, t('dashboard:grade.unsent')];
  const tone = row.reason === 'perhaps-locked' ? 'warn' : TONES[row.grade];
  return [tone, t(`grades:state.${row.grade}`)];
}

/** @returns both grades, where they are not the same */
function bothOf(t: Translate, { sent, shown }: PersonRow): string[] {
  return [
    t('dashboard:grade.there', { grade: gradeText(t, shown) }),
    ...(sent ? [t('dashboard:grade.here', { grade: gradeText(t, sent) })] : []),
  ];
}

function waitingDetails(t: Translate, { reason, waitingSince, nextTryAt, sentAt }: PersonRow): string[] {
  const time = (at: Date): string => formatTime(at, t.locale);
  const why = reason === null ? null : t.find(`grades:why.${reason}`);
  return [
    ...(why === null ? [] : [why]),
    ...(reason !== null && waitingSince ? [t('dashboard:grade.since', { time: time(waitingSince) })] : []),
    ...(reason !== null && nextTryAt ? [t('dashboard:grade.next', { time: time(nextTryAt) })] : []),
    ...(sentAt ? [t('dashboard:grade.before', { time: time(sentAt) })] : []),
  ];
}

/** @returns what stands beneath the state: when, why, and what happens next */
function detailsOf(t: Translate, row: PersonRow): string[] {
  const { grade, reason, sentAt, sent, shown, comparison } = row;
  if (grade === 'unsent') return [t('dashboard:grade.unsent-why')];
  if (grade === 'waiting') return waitingDetails(t, row);
  const when = sentAt ? [formatTime(sentAt, t.locale)] : [];
  if (grade === 'sent') {
    const isSame = comparison === null || comparison === 'same';
    if (isSame) return [...(sent ? [gradeText(t, sent)] : []), ...when];
    return [...bothOf(t, row), ...(comparison === 'differs' ? [t('dashboard:grade.overridden')] : [])];
  }
  const why = reason === null ? null : t.find(`grades:why.${reason}`);
  return [
    ...(why === null || isKept(row) ? [] : [why]),
    ...(reason === 'platform-newer' && shown ? bothOf(t, row) : []),
    ...when.map(time => t('dashboard:grade.before', { time })),
  ];
}

/** @returns what the button that sends is called, or null where there is nothing to ask for */
function sendLabelOf(row: PersonRow, place: Place): TextKey | null {
  const { grade, reason, comparison } = row;
  if (isToBeDecided(row) || isKept(row)) return 'dashboard:grade.send-ours';
  if (grade === 'unsent') return 'dashboard:grade.send';
  const isStuck = grade === 'refused' || (grade === 'waiting' && reason !== null) || comparison === 'missing';
  // One by one on a person's own page only: in the list a button for what is well would drown the others.
  return isStuck || (grade === 'sent' && place.at === 'review') ? 'dashboard:grade.resend' : null;
}

interface ButtonProps extends GradeCellProps {
  /** The form's address, below the dashboard. */
  to: 'resend' | 'keep';
  label: TextKey;
}

function GradeButton({ frame, row, name, place, to, label }: ButtonProps): VNode {
  const { t, base = '' } = frame;
  return (
    <form method="post" action={`${base}/dashboard/${to}`}>
      <PlaceFields place={place} />
      <button type="submit" class="link" name="participant" value={row.participantId ?? ''}>
        {t(label)}
        <span class="visually-hidden">: {name}</span>
      </button>
    </form>
  );
}

function Buttons(props: GradeCellProps): VNode | null {
  const { row, place } = props;
  const label = sendLabelOf(row, place);
  if (row.participantId === null || label === null) return null;
  return (
    <div class="grade-choices">
      <GradeButton {...props} to="resend" label={label} />
      {isToBeDecided(row) && <GradeButton {...props} to="keep" label="dashboard:grade.keep-theirs" />}
    </div>
  );
}

/** Where one grade is, in words. */
export function GradeCell(props: GradeCellProps): VNode {
  const { row, frame } = props;
  const { t } = frame;
  const { grade } = row;
  if (grade === 'none') return <>{gradeText(t, null)}</>;
  const [tone, word] = stateOf(t, { ...row, grade });
  return (
    <>
      <State tone={tone}>{word}</State>
      {detailsOf(t, row).map(line => (
        <div class="small">{line}</div>
      ))}
      {row.reason === 'gone' && (
        <div>
          <a href={`${frame.base ?? ''}/dashboard/column`}>{t('dashboard:column.link')}</a>
        </div>
      )}
      <Buttons {...props} />
    </>
  );
}
