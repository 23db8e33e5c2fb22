import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from '../activities/activity.ts';
import { pointsFor } from '../activities/grade-form.rules.ts';
import { isBound, type BoundPlacement } from '../activities/placement.rules.ts';
import { createLeases, type Lease } from '../db/lease.ts';
import { MINUTE_MS } from '../kit/clock.ts';
import { digest } from '../kit/ids.ts';
import type { LineItem, LineItemFilter } from '../lti/line-items.ts';
import type { ServiceFailure } from '../lti/service-answer.rules.ts';
import { chooseColumn, faultOf } from './columns.rules.ts';
import type { ColumnOutcome, Columns, ColumnsOptions } from './columns.types.ts';

/** Longer than looking and making can take with all their time-outs. */
const LEASE_MS = 2 * MINUTE_MS;
const PATIENCE = { asks: 20, everyMs: 250 };

function notMade(failure: ServiceFailure): ColumnOutcome {
  return { outcome: 'not-made', why: faultOf(failure) };
}

/** The platform may have made it: no answer, a fault of its own, or an answer that cannot be read. */
function isLost({ outcome }: ServiceFailure): boolean {
  return outcome === 'unavailable' || outcome === 'conflict';
}

/** A link that shows an activity, in a classroom whose columns can be listed. */
type Place = BoundPlacement & { lineItemsUrl: string };
type Search = { ok: true; item: LineItem | null } | { ok: false; outcome: ColumnOutcome };

/** @returns what finds the column of a link again, or makes it */
export function createRestoration(options: ColumnsOptions): Columns['restoreColumn'] {
  const {
    db,
    clock,
    log,
    lineItems,
    columns,
    findActivity,
    kindOf,
    moveGrades,
    patience = PATIENCE,
  } = options;
  const leases = createLeases(db, clock);

  const findLink = async (placementId: string): Promise<BoundPlacement | null> => {
    const link = await columns.find(placementId);
    return link && isBound(link) ? link : null;
  };

  const search = async (place: Place, activity: Activity, filter: LineItemFilter): Promise<Search> => {
    const reading = await lineItems.list(place.platformId, place.lineItemsUrl, filter);
    if (!reading.ok) return { ok: false, outcome: notMade(reading.failure) };
    const { id, copiedFromId } = activity;
    const activityIds = [id, place.namedId, copiedFromId].filter(one => one !== null);
    const wanted = { resourceLinkId: place.resourceLinkId, activityIds, tag: place.kind };
    const item = chooseColumn(reading.items, wanted, place.lineItemUrl);
    if (!item && !reading.isWhole) return { ok: false, outcome: { outcome: 'not-made', why: 'unclear' } };
    return { ok: true, item };
  };

  /** The link's own first; of those that we made, the one with our words. */
  const look = async (place: Place, activity: Activity): Promise<Search> => {
    const own = await search(place, activity, { resourceLinkId: place.resourceLinkId });
    return own.ok && !own.item ? search(place, activity, { tag: place.kind }) : own;
  };

  const bind = async (place: Place, item: LineItem, outcome: 'found' | 'made'): Promise<ColumnOutcome> => {
    const seen = { lineItemUrl: item.url, lineItemMaximum: item.maximum };
    const isOurs = await columns.bindColumn(place, seen, clock.now());
    const link = isOurs ? null : await findLink(place.id);
    // A launch told another column meanwhile: the LMS knows best.
    if (link?.lineItemUrl)
      return { outcome: 'found', lineItemUrl: link.lineItemUrl, maximum: link.lineItemMaximum };
    return { outcome, lineItemUrl: item.url, maximum: item.maximum };
  };

  const make = async (
    place: Place,
    activity: Activity,
  ): Promise<{ outcome: ColumnOutcome; isLost?: boolean }> => {
    const { points, gradeForm, title } = activity;
    const usual = (await kindOf(activity.id))?.defaultPoints ?? 1;
    const maximum = points ?? pointsFor(gradeForm, usual) ?? usual;
    const fresh = { label: title, maximum, resourceId: activity.id, tag: place.kind };
    const made = await lineItems.create(place.platformId, place.lineItemsUrl, fresh);
    if (made.ok) return { outcome: await bind(place, made.item, 'made') };
    const { failure } = made;
    log.warn({ platformId: place.platformId, activityId: activity.id, failure }, 'column not made');
    if (!isLost(failure)) return { outcome: notMade(failure) };
    const again = await search(place, activity, { tag: place.kind });
    if (again.ok && again.item) return { outcome: await bind(place, again.item, 'made') };
    return { outcome: notMade(failure), isLost: true };
  };

  /** @returns the column that the link has, while the platform still shows it; null when it is to be looked for */
  const keep = async (place: Place): Promise<ColumnOutcome | null> => {
    const { lineItemUrl, platformId } = place;
    if (lineItemUrl === null) return null;
    const reading = await lineItems.find(platformId, lineItemUrl);
    if (reading.ok) {
      const { maximum } = reading.item;
      await columns.bindColumn(place, { lineItemUrl, lineItemMaximum: maximum }, clock.now());
      return { outcome: 'kept', lineItemUrl, maximum };
    }
    const { failure } = reading;
    return failure.outcome === 'gone' || failure.outcome === 'forbidden' ? null : notMade(failure);
  };

  const acquire = async (name: string): Promise<Lease | null> => {
    for (let asked = 1; ; asked += 1) {
      const lease = await leases.acquire(name, LEASE_MS);
      if (lease ?? asked >= patience.asks) return lease;
      await sleep(patience.everyMs);
    }
  };

  /** Under the lease: what stands in the database is read anew, since whoever was here before may have bound it. */
  const restore = async (
    placementId: string,
    lease: Lease,
  ): Promise<{ outcome: ColumnOutcome; isLost?: boolean }> => {
    const link = await findLink(placementId);
    const activity = link && (await findActivity(link.activityId));
    if (!activity || link.lineItemsUrl === null) return { outcome: { outcome: 'not-made', why: 'no-list' } };
    const place = { ...link, lineItemsUrl: link.lineItemsUrl };
    const kept = await keep(place);
    if (kept) return { outcome: kept };
    const search = await look(place, activity);
    if (!search.ok) return { outcome: search.outcome };
    if (search.item) return { outcome: await bind(place, search.item, 'found') };
    // A process that was suspended so long may no longer be the only one.
    if (!lease.isHeld()) return { outcome: { outcome: 'busy' } };
    return make(place, activity);
  };

  return async placementId => {
    const link = await findLink(placementId);
    if (!link?.lineItemsUrl) return { outcome: 'not-made', why: 'no-list' };
    // Links of one activity in one classroom may share the column that we make.
    const name = `grades/column/${digest(link.platformId, link.lineItemsUrl, link.activityId)}`;
    const lease = await acquire(name);
    if (!lease) return { outcome: 'busy' };
    let isStillMaking = false;
    try {
      const { outcome, isLost: wasLost = false } = await restore(placementId, lease);
      isStillMaking = wasLost;
      if ('lineItemUrl' in outcome) await moveGrades?.(placementId, outcome.lineItemUrl);
      return outcome;
    } finally {
      // A platform that did not answer may still be at it: until the lease is over nobody makes another.
      if (!isStillMaking) await lease.release();
    }
  };
}
