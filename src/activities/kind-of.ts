import { AppError } from '../kit/errors.ts';
import type { ActivityKind } from './kind.ts';

/** @throws AppError `activities/kind-missing` (404) for a kind that no room of this tool offers */
export function kindOf(kinds: ReadonlyMap<string, ActivityKind>, name: string): ActivityKind {
  const kind = kinds.get(name);
  if (!kind) throw new AppError('activities/kind-missing', { status: 404, detail: name });
  return kind;
}
