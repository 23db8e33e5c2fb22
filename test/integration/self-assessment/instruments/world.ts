import type { Session } from '../../../../src/lti/session.types.ts';
import { openWorld, type Answer, type Visit, type World } from '../world.ts';

/** A teacher's launch from the activity's own classroom, unless told otherwise. */
export function asTeacher(world: World, facts: Partial<Session> = {}): Visit {
  return world.launch({ role: 'teacher', participantId: undefined, sub: 'teacher', ...facts });
}

/**
 * Copies the instrument that ships.
 * @param version the first has no knowledge check
 * @returns the copy's path below the room: `instruments/<id>`
 */
export async function copyShipped(teacher: Visit, version = '2'): Promise<string> {
  const { location } = await teacher.post('instruments/copy', { id: 'structural-social-work', version });
  const found = /^self-assessment\/(instruments\/[\w-]+)\?done=copied$/.exec(location ?? '')?.[1];
  if (!found) throw new Error(`not copied: ${String(location)}`);
  return found;
}

/** @returns the value of a hidden field of a page */
export function hiddenOf(page: Answer, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page.body)?.[1] ?? '';
}

/** @returns what stands in a page's textarea */
export function writtenIn(page: Answer, id: string): string {
  return new RegExp(`<textarea id="${id}"[^>]*>([^<]*)<`).exec(page.body)?.[1] ?? '';
}

export { openWorld };
export type { Answer, Visit, World };
