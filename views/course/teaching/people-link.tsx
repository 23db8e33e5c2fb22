import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { PeopleQuery } from '../../../src/course/teaching/teaching.forms.ts';
import { pathOf } from '../paths.ts';

/** Which people, in an address; what is left out is the usual. */
export type PeopleAddress = Partial<PeopleQuery>;

/** @returns the address of the list of these people */
export function peoplePath(frame: PageFrame, of: PeopleAddress): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries<string | number | undefined>(of))
    if (value !== undefined) query.set(name, String(value));
  const search = query.toString();
  return pathOf(frame, `overview/people${search === '' ? '' : `?${search}`}`);
}

interface PeopleLinkProps {
  frame: PageFrame;
  count: number;
  of: PeopleAddress;
}

/** A number that leads to the people it counts. */
export function PeopleLink({ frame, count, of }: PeopleLinkProps): VNode {
  if (count === 0) return <>0</>;
  return (
    <a href={peoplePath(frame, of)}>
      {count}
      <span class="visually-hidden"> {frame.t('course:teaching.list', { count })}</span>
    </a>
  );
}
