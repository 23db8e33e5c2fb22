import type { VNode } from 'preact';
import type { DateLine } from '../../../src/course/calendar/course-dates.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatDaysAhead, formatTime } from '../../../src/i18n/index.ts';
import { Note } from '../../parts/note.tsx';
import { LocalText } from '../local-text.tsx';
import { pathOf, stepPath } from '../paths.ts';

interface NextDatesProps {
  frame: PageFrame;
  overdue: DateLine[];
  coming: DateLine[];
  /** A trial run has no calendar of its own. */
  hasCalendar: boolean;
}

type Part = { frame: PageFrame; line: DateLine };

/** What the date is about, with the way there. */
function About({ frame, line: { title, step, module } }: Part): VNode | null {
  if (!title) return null;
  const words = <LocalText t={frame.t} text={title} />;
  if (step !== null) return <a href={stepPath(frame, step)}>{words}</a>;
  return module === null ? words : <a href={`#${module}`}>{words}</a>;
}

function Coming({ frame, line }: Part): VNode {
  const { t } = frame;
  const { what, at, days, title, place } = line;
  return (
    <li>
      <strong>{formatTime(at, t.locale)}</strong> ({formatDaysAhead(days, t.locale)})
      <br />
      {t(`course:calendar.what.${what}`)}
      {title && ': '}
      <About frame={frame} line={line} />
      {place !== null && <>, {place}</>}
    </li>
  );
}

function Overdue({ frame, line }: Part): VNode {
  const { t } = frame;
  return (
    <li>
      {line.title ? <About frame={frame} line={line} /> : t('course:calendar.overdue.course')}{' '}
      <span class="small">{t('course:calendar.overdue.was', { time: formatTime(line.at, t.locale) })}</span>
    </li>
  );
}

/** What is due next, and kindly what should have been done by now. */
export function NextDatesPart({ frame, overdue, coming, hasCalendar }: NextDatesProps): VNode | null {
  const { t } = frame;
  if (overdue.length === 0 && coming.length === 0) return null;
  return (
    <>
      {overdue.length > 0 && (
        <Note tone="warn" title={t('course:calendar.overdue.title')}>
          <p>{t('course:calendar.overdue')}</p>
          <ul>
            {overdue.map(line => (
              <Overdue frame={frame} line={line} />
            ))}
          </ul>
        </Note>
      )}
      {coming.length > 0 && (
        <>
          <h2>{t('course:calendar.coming.title')}</h2>
          <ul class="dates">
            {coming.map(line => (
              <Coming frame={frame} line={line} />
            ))}
          </ul>
        </>
      )}
      {hasCalendar && (
        <p>
          <a href={pathOf(frame, 'calendar')}>{t('course:calendar.link')}</a>
        </p>
      )}
    </>
  );
}
