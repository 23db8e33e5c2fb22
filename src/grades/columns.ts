import { isBound, type BoundPlacement } from '../activities/placement.rules.ts';
import { DAY_MS, plusMs } from '../kit/clock.ts';
import { faultOf } from './columns.rules.ts';
import type { Columns, ColumnsOptions } from './columns.types.ts';
import { createRestoration } from './restore-column.ts';

/** Teachers seldom change a maximum, and the platform scales whatever comes: once a day is soon enough. */
const LOOK_EVERY_MS = DAY_MS;

/** @returns the columns of links, over the platforms' line item services */
export function createColumns(options: ColumnsOptions): Columns {
  const { clock, lineItems, columns } = options;
  const findLink = async (placementId: string): Promise<BoundPlacement | null> => {
    const link = await columns.find(placementId);
    return link && isBound(link) ? link : null;
  };

  return {
    restoreColumn: createRestoration(options),
    async lookAt(placementId) {
      const link = await findLink(placementId);
      const canMake = link !== null && link.lineItemsUrl !== null;
      if (!link?.lineItemUrl) return { state: 'none', canMake };
      const { lineItemUrl, platformId } = link;
      const reading = await lineItems.find(platformId, lineItemUrl);
      if (reading.ok) {
        const { maximum, resourceLinkId } = reading.item;
        await columns.bindColumn(link, { lineItemUrl, lineItemMaximum: maximum }, clock.now());
        return { state: 'there', maximum, isLoose: resourceLinkId === null };
      }
      const { outcome } = reading.failure;
      return outcome === 'gone' || outcome === 'forbidden'
        ? { state: 'gone', canMake }
        : { state: 'unknown', why: faultOf(reading.failure) };
    },
    async maximumOf(placementId) {
      const link = await findLink(placementId);
      if (!link?.lineItemUrl) return null;
      const { lineItemUrl, lineItemMaximum, lineItemCheckedAt, platformId } = link;
      const now = clock.now();
      const since = plusMs(now, -LOOK_EVERY_MS);
      const isFresh = lineItemCheckedAt !== null && lineItemCheckedAt > since;
      if (isFresh || !(await columns.takeCheck(link, since, now))) return lineItemMaximum;
      const reading = await lineItems.find(platformId, lineItemUrl);
      if (!reading.ok) return lineItemMaximum;
      const { maximum } = reading.item;
      await columns.bindColumn(link, { lineItemUrl, lineItemMaximum: maximum }, now);
      return maximum;
    },
  };
}
