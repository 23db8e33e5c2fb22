import type { ComponentChildren, VNode } from 'preact';
import type { DayEvent } from '../../../src/course/days/occasion.rules.ts';
import type { Line } from '../../../src/course/teaching/line.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatTime } from '../../../src/i18n/index.ts';
import { LocalText } from '../local-text.tsx';
import { hoursIn } from '../way-words.ts';

export interface LearnerLineProps {
  frame: PageFrame;
  line: Line;
  events: readonly DayEvent[];
}

function Fact({ title, children }: { title: string; children: ComponentChildren }): VNode {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Stands({ frame, line }: Omit<LearnerLineProps, 'events'>): VNode {
  const { t } = frame;
  const { stands, doneAt } = line;
  if (stands)
    return (
      <>
        <LocalText t={t} text={stands.step.step.title} />
        <div class="small">
          <LocalText t={t} text={stands.module.module.title} />
        </div>
      </>
    );
  return <>{t(doneAt ? 'course:teaching.state.done' : 'course:teaching.waits')}</>;
}

function Facts({ frame, line, events }: LearnerLineProps): VNode {
  const { t } = frame;
  const time = (at: Date): string => formatTime(at, t.locale);
  const { startedAt, lastStepAt, doneAt, hours, hoursDone, themes, dueDates } = line;
  return (
    <dl class="facts">
      <Fact title={t('course:teaching.line.started')}>
        {startedAt ? time(startedAt) : t('course:teaching.state.not-started')}
      </Fact>
      <Fact title={t('course:teaching.line.stands')}>
        <Stands frame={frame} line={line} />
      </Fact>
      <Fact title={t('course:teaching.line.hours')}>
        {t('course:module.hours', { done: hoursIn(t, hoursDone), hours: hoursIn(t, hours) })}
      </Fact>
      {lastStepAt && <Fact title={t('course:teaching.line.last')}>{time(lastStepAt)}</Fact>}
      {doneAt && <Fact title={t('course:teaching.line.done')}>{time(doneAt)}</Fact>}
      {themes.length > 0 && (
        <Fact title={t('course:teaching.line.themes')}>
          {themes.map(({ title }) => (
            <div>
              <LocalText t={t} text={title} />
            </div>
          ))}
        </Fact>
      )}
      {events.length > 0 && (
        <Fact title={t('course:teaching.line.days')}>
          {events.map(({ startsAt, place }) => (
            <div>
              {time(startsAt)}
              {place !== null && `, ${place}`}
            </div>
          ))}
        </Fact>
      )}
      {dueDates.length > 0 && (
        <Fact title={t('course:teaching.line.due')}>
          {dueDates.map(({ module, dueAt }) => (
            <div>
              <LocalText t={t} text={module.title} />: {time(dueAt)}
            </div>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function DoneSteps({ frame, line }: Omit<LearnerLineProps, 'events'>): VNode | null {
  const { t } = frame;
  if (line.done.length === 0) return null;
  return (
    <div class="table">
      <table class="cards">
        <caption>{t('course:teaching.line.steps')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('course:teaching.step')}</th>
            <th scope="col">{t('course:teaching.line.module')}</th>
            <th scope="col">{t('course:teaching.line.when')}</th>
          </tr>
        </thead>
        <tbody>
          {line.done.map(({ step, module, doneAt, isExcused }) => (
            <tr>
              <th scope="row">
                <LocalText t={t} text={step.title} />{' '}
                <span class="small">{t(`course:kind.${step.kind}`)}</span>
              </th>
              <td data-label={t('course:teaching.line.module')}>
                <LocalText t={t} text={module.title} />
              </td>
              <td data-label={t('course:teaching.line.when')}>
                {formatTime(doneAt, t.locale)}
                {isExcused && <div class="small">{t('course:teaching.line.excused')}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One learner's way as the teacher sees it: what is done and when, and nothing of what was written. */
export function LearnerLine(props: LearnerLineProps): VNode {
  return (
    <>
      <Facts {...props} />
      <DoneSteps {...props} />
    </>
  );
}

/** The same for the learner, on the course's first page. */
export function TeacherSees(props: LearnerLineProps): VNode {
  const { t } = props.frame;
  return (
    <details class="about-course">
      <summary>
        <h2>{t('course:teaching.sees.title')}</h2>
      </summary>
      <p>{t('course:teaching.sees')}</p>
      <LearnerLine {...props} />
    </details>
  );
}
