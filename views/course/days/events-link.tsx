import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import { pathOf } from '../paths.ts';

/** On the course's first page: to where one signs up. */
export function EventsLink({ frame }: { frame: PageFrame }): VNode {
  return (
    <p>
      <a href={pathOf(frame, 'events')}>{frame.t('course:days.events.link')}</a>
    </p>
  );
}
