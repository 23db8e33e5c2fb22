import type { VNode } from 'preact';
import type { LmsFrame } from '../../src/demo-lms/frame.ts';
import type { DemoCourse, DemoLink, DemoTool } from '../../src/demo-lms/state.ts';
import { LmsLayout } from './lms-layout.tsx';
import { storageScripts, ToolFrame } from './tool-frame.tsx';

interface ActivityPageProps {
  frame: LmsFrame;
  course: DemoCourse;
  link: DemoLink;
  tool: DemoTool;
  /** The page in the frame, which goes on to the tool. */
  src: string;
}

/** An activity: the tool in a frame. */
export function ActivityPage({ frame, course, link, tool, src }: ActivityPageProps): VNode {
  const trail = [
    { href: '/courses', text: frame.t('demo-lms:courses') },
    { href: `/courses/${course.id}`, text: course.fullName },
  ];
  return (
    <LmsLayout frame={frame} title={link.title} trail={trail} scripts={storageScripts(frame)}>
      <ToolFrame src={src} title={link.title} toolUrl={tool.loginUrl} />
    </LmsLayout>
  );
}
