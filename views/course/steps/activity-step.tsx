import type { VNode } from 'preact';
import type { ActivityKind, PhaseStanding } from '../../../src/activities/kind.ts';
import type { PartRound } from '../../../src/course/step.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { Note } from '../../parts/note.tsx';

interface ActivityStepProps {
  frame: PageFrame;
  round: PartRound;
  phase: PhaseStanding;
  /** Whether it counts as done: also by a teacher's word. */
  isStepDone: boolean;
  /** Pages of the activity, below the launch. */
  path: string;
  resultPath: string;
  teacherPages: ActivityKind['teacherPages'];
  reader: 'learner' | 'teacher' | 'visitor';
}

function Button({ href, text, isMain = true }: { href: string; text: string; isMain?: boolean }): VNode {
  return (
    <p class="actions">
      <a class={isMain ? 'button primary' : 'button'} href={href}>
        {text}
      </a>
    </p>
  );
}

/** The one thing to do: begin, go on, look at the result, or wait for the teacher. */
function NextForLearner({ frame, phase, isStepDone, path, resultPath }: ActivityStepProps): VNode {
  const { t, base = '' } = frame;
  if (phase.doneAt) return <Button href={`${base}/${resultPath}`} text={t('course:part.result')} />;
  if (phase.state === 'open') {
    const text = t(phase.hasBegun ? 'course:part.continue' : 'course:part.begin');
    return <Button href={`${base}/${path}`} text={text} isMain={!isStepDone} />;
  }
  return (
    <Note title={t(`course:part.${phase.state}.title`)}>
      <p>{t(`course:part.${phase.state}`)}</p>
    </Note>
  );
}

/** How the round stands, and the activity's own pages for teachers. */
function ForTeacher({ frame, phase, teacherPages }: ActivityStepProps): VNode {
  const { t, base = '' } = frame;
  return (
    <div class="panel">
      <h2>{t('course:part.teacher.title')}</h2>
      <p>{t(`course:part.teacher.${phase.state}`)}</p>
      <ul>
        {teacherPages.map(({ path, title }) => (
          <li>
            <a href={`${base}/${path}`}>{t(title)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A self-assessment inside the course: what is to be done, whether it is open, and the way into it. */
export function ActivityStep(props: ActivityStepProps): VNode {
  const { frame, round, reader } = props;
  const { t } = frame;
  return (
    <>
      <p>{t(`course:part.lead.${round}`)}</p>
      <p>{t('course:part.privacy')}</p>
      {reader === 'learner' && <NextForLearner {...props} />}
      {reader === 'teacher' && <ForTeacher {...props} />}
    </>
  );
}
