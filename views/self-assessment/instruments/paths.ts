import type { PageFrame } from '../../../src/http/frame.ts';
import { pathOf } from '../paths.ts';

/** @returns the address of an instrument's page, or of one below it; of the list without an id. */
export function instrumentPath(frame: PageFrame, id?: string, page?: string): string {
  const steps = ['instruments', id, page].filter(step => step !== undefined);
  return pathOf(frame, steps.join('/'));
}
