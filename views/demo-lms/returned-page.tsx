import type { VNode } from 'preact';
import type { BareFrame } from '../../src/demo-lms/frame.ts';
import { Note } from '../parts/note.tsx';
import { BareLayout } from './bare-layout.tsx';

interface ReturnedPageProps {
  frame: BareFrame;
  courseId: string;
  /** The tool's own words. */
  message: string | null;
  isError: boolean;
}

/** Where a tool sends the person back to: takes the whole window to the course, at once unless there is a fault to read. */
export function ReturnedPage({ frame, courseId, message, isError }: ReturnedPageProps): VNode {
  const { t } = frame;
  return (
    <BareLayout frame={frame} title={t('demo-lms:returned')} script="demo-lms-return.js">
      <Note tone={isError ? 'bad' : 'good'} role="status" title={isError ? t('demo-lms:returned.fault') : t('demo-lms:returned')}>
        {message && <p>{message}</p>}
      </Note>
      <p class="actions">
        <a
          class="button primary"
          href={`/courses/${courseId}`}
          target="_top"
          id="course-link"
          data-at-once={isError ? undefined : 'true'}
        >
          {t('demo-lms:to-course')}
        </a>
      </p>
    </BareLayout>
  );
}
