import type { VNode } from 'preact';
import type { BareFrame } from '../../src/demo-lms/frame.ts';
import { Note } from '../parts/note.tsx';
import { BareLayout } from './bare-layout.tsx';

/**
 * `saved`, `nothing`, `lost`: after the choice of content, which reaches the course from a frame alone; `back`: the tool sent the person back; `fault`: with a fault.
 */
export type Returned = 'saved' | 'nothing' | 'lost' | 'back' | 'fault';

interface ReturnedPageProps {
  frame: BareFrame;
  courseId: string;
  outcome: Returned;
  /** The tool's own words. */
  message: string | null;
}

/** Where a tool sends the person back to: takes the whole window to the course, at once unless there are words to read. */
export function ReturnedPage({ frame, courseId, outcome, message }: ReturnedPageProps): VNode {
  const { t } = frame;
  const title = t(`demo-lms:returned.${outcome}`);
  return (
    <BareLayout frame={frame} title={title} script="demo-lms-return.js">
      <Note tone={outcome === 'fault' || outcome === 'lost' ? 'bad' : 'info'} role="status" title={title}>
        {message && <p>{message}</p>}
      </Note>
      <p class="actions">
        <a
          class="button primary"
          href={`/courses/${courseId}`}
          target="_top"
          id="course-link"
          data-at-once={message === null && outcome !== 'lost' ? 'true' : undefined}
        >
          {t('demo-lms:to-course')}
        </a>
      </p>
    </BareLayout>
  );
}
