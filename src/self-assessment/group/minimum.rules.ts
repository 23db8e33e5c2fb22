import { holdMinimum, LEAST_MINIMUM } from './release.rules.ts';

/** @returns how many people a figure needs, as an activity's settings say or by default */
export function minimumOf({ settings }: { settings: unknown }): number {
  const { minimum } = (settings ?? {}) as { minimum?: unknown };
  return typeof minimum === 'number' ? holdMinimum(minimum) : LEAST_MINIMUM;
}
