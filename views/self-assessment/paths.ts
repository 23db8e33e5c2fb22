import type { PageFrame } from '../../src/http/frame.ts';

/** @returns the address of a page of this room within the reader's launch. */
export function pathOf(frame: PageFrame, page: string): string {
  return `${frame.base ?? ''}/self-assessment/${page}`;
}
