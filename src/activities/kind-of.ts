import { AppError } from '../kit/errors.ts';
import type { ActivityKind, Variant } from './kind.ts';

/** @throws AppError `activities/kind-missing` (404) for a kind that no room of this tool offers */
export function kindOf(kinds: ReadonlyMap<string, ActivityKind>, name: string): ActivityKind {
  const kind = kinds.get(name);
  if (!kind) throw new AppError('activities/kind-missing', { status: 404, detail: name });
  return kind;
}

/** @returns the variant of that id; the usual one where the kind has none of that id any more */
export function variantOf({ variants }: Pick<ActivityKind, 'variants'>, id: string | null): Variant {
  return variants.find(one => one.id === id) ?? variants[0];
}
