import type { VNode } from 'preact';
import type { LmsFrame } from '../../src/demo-lms/frame.ts';
import type { DemoCourse, DemoLink, DemoTool } from '../../src/demo-lms/state.ts';
import { LmsLayout } from './lms-layout.tsx';
import { storageScripts, ToolFrame } from './tool-frame.tsx';

interface ChoosePageProps {
  frame: LmsFrame;
  course: DemoCourse;
  /** The activity that is edited, or null for a new one. */
  link: DemoLink | null;
  tools: DemoTool[];
  /** The page that goes on to the tool's picker; absent while the tool is still to be chosen. */
  src: string | undefined;
}

function ToolChoice({ frame, course, tools }: Pick<ChoosePageProps, 'frame' | 'course' | 'tools'>): VNode {
  if (tools.length === 0) return <p>{frame.t('demo-lms:no-tool')}</p>;
  return (
    <ul class="lms-activities">
      {tools.map(tool => (
        <li class="lms-activity">
          <div>
            <a class="lms-activity-name" href={`/courses/${course.id}/add?tool=${tool.id}`}>
              {tool.name}
            </a>
            {tool.description && <p>{tool.description}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Where a teacher chooses an activity's content in the tool's own picker (deep linking). */
export function ChoosePage({ frame, course, link, tools, src }: ChoosePageProps): VNode {
  const { t } = frame;
  const trail = [
    { href: '/courses', text: t('demo-lms:courses') },
    { href: `/courses/${course.id}`, text: course.fullName },
  ];
  const title = link ? t('demo-lms:edit-title', { name: link.title }) : t('demo-lms:add');
  return (
    <LmsLayout
      frame={frame}
      title={title}
      lead={src && t('demo-lms:choose')}
      trail={trail}
      scripts={storageScripts(frame)}
    >
      {src ? (
        <ToolFrame src={src} title={t('demo-lms:picker')} />
      ) : (
        <ToolChoice frame={frame} course={course} tools={tools} />
      )}
      <p>
        <a href={`/courses/${course.id}`}>{t('demo-lms:cancel')}</a>
      </p>
    </LmsLayout>
  );
}
