import type { GradeFigures } from '../grades/figures.store.ts';

/** What the operator's page says of a platform besides its figures. */
export interface KnownPlatform {
  id: string;
  name: string;
  issuer: string;
  status: 'active' | 'disabled';
}

/** One platform on the operator's page. */
export interface PlatformRow extends GradeFigures {
  name: string;
  issuer: string;
  isDisabled: boolean;
  /** Whatever the reason. */
  refusedCount: number;
}

/** Sums over all platforms. */
export interface RowTotals {
  waiting: number;
  refused: number;
  /** Platforms to which something does not get through. */
  failingPlatforms: number;
}

/** What does not get through needs an operator most; what was refused mostly needs a teacher. */
function needOf({ failing, refusedCount }: PlatformRow): number {
  if (failing) return 2;
  return refusedCount > 0 ? 1 : 0;
}

/** @returns a row for each platform: those that need someone first, then by name */
export function listPlatformRows(
  platforms: readonly KnownPlatform[],
  figures: readonly GradeFigures[],
  compareNames: (one: string, other: string) => number,
): PlatformRow[] {
  const figuresOf = new Map(figures.map(one => [one.platformId, one]));
  const rows = platforms.flatMap(({ id, name, issuer, status }) => {
    const own = figuresOf.get(id);
    if (!own) return [];
    const refusedCount = own.refused.reduce((sum, { count }) => sum + count, 0);
    return [{ ...own, name, issuer, isDisabled: status === 'disabled', refusedCount }];
  });
  return rows.sort(
    (one, other) =>
      needOf(other) - needOf(one) ||
      compareNames(one.name, other.name) ||
      compareNames(one.issuer, other.issuer),
  );
}

/** @returns what the page says before the table */
export function sumRows(rows: readonly PlatformRow[]): RowTotals {
  return {
    waiting: rows.reduce((sum, row) => sum + row.waiting, 0),
    refused: rows.reduce((sum, row) => sum + row.refusedCount, 0),
    failingPlatforms: rows.filter(row => row.failing !== null).length,
  };
}

/** @returns each reason that any row names, once, in the order of the table */
export function listReasons(rows: readonly PlatformRow[]): string[] {
  const named = rows.flatMap(({ failing, refused }) => [
    ...(failing?.reason ? [failing.reason] : []),
    ...refused.map(({ reason }) => reason),
  ]);
  return [...new Set(named)];
}
