import type { PageFrame } from '../../src/http/frame.ts';

/** @returns the address of a page of this room within the reader's launch. */
export function pathOf(frame: PageFrame, page: string): string {
  return `${frame.base ?? ''}/course/${page}`;
}

/** @param key `module/step` */
export function stepPath(frame: PageFrame, key: string): string {
  return pathOf(frame, `step/${key}`);
}
