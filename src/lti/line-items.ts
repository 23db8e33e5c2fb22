import { z } from 'zod';
import { SECOND_MS, type Clock } from '../kit/clock.ts';
import type { ServiceFailure } from './service-answer.rules.ts';
import { readPages, type Patience, type ServiceCall, type ServiceReply } from './service-call.ts';

/** A column of a platform's gradebook (AGS 2.0, 3.2). */
export interface LineItem {
  /** Its address: below it lie scores and results. */
  url: string;
  label: string;
  /** Null where the platform says nothing that can be a maximum. */
  maximum: number | null;
  /** The tool's own id of what is graded; empty where there is none. */
  resourceId: string;
  /** The tool's own word for what of it is graded; empty where there is none. */
  tag: string;
  /** The link that it belongs to; null for one that belongs to none. */
  resourceLinkId: string | null;
}

/** What a new line item is made of. */
export interface NewLineItem {
  label: string;
  maximum: number;
  resourceId: string;
  tag: string;
}

/** Which line items are asked for (AGS 2.0, 3.2.4). Some platforms do not know a filter, and give all. */
export interface LineItemFilter {
  resourceId?: string;
  tag?: string;
  resourceLinkId?: string;
}

export type LineItemsReading =
  { ok: true; items: LineItem[]; isWhole: boolean } | { ok: false; failure: ServiceFailure };
export type LineItemReading = { ok: true; item: LineItem } | { ok: false; failure: ServiceFailure };

/** The line item service of Assignment and Grade Services 2.0 (3.2). Never throws for what a platform does. */
export interface LineItems {
  /**
   * @returns the tool's line items in a context; `isWhole` false when the list was cut off by length or time, or one of
   *   them could not be read: then it says nothing about what is not in it
   */
  list(platformId: string, lineItemsUrl: string, filter?: LineItemFilter): Promise<LineItemsReading>;
  find(platformId: string, lineItemUrl: string): Promise<LineItemReading>;
  /**
   * Makes a line item that belongs to no link: a second one that belongs to the same link makes Moodle leave `lineitem`
   * out of launches. Not to be called again after a failure without looking first: the platform may have made it.
   */
  create(platformId: string, lineItemsUrl: string, item: NewLineItem): Promise<LineItemReading>;
}

const SCOPE = 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem';
const READ_SCOPE = `${SCOPE}.readonly`;
const ITEM_TYPE = 'application/vnd.ims.lis.v2.lineitem+json';
const ITEMS_TYPE = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
const MAX_PAGES = 20;
const MAX_URL = 2000;
/** Somebody waits for the page. */
const PATIENCE: Patience = { pageMs: 5 * SECOND_MS, listMs: 10 * SECOND_MS };

const word = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null);
const ItemClaim = z.object({
  id: z
    .string()
    .max(MAX_URL)
    .refine(value => URL.canParse(value) && /^https?:/.test(value)),
  label: word,
  // Some platforms send numbers as texts. AGS 2.0, 3.2.9: above zero.
  scoreMaximum: z.coerce.number().positive().nullable().catch(null),
  resourceId: word,
  tag: word,
  resourceLinkId: word,
  // Moodle's older word for it.
  ltiLinkId: word,
});
/** One line item that cannot be read does not cost us the others. */
const Container = z.array(ItemClaim.nullable().catch(null));

function toItem(claim: z.output<typeof ItemClaim>): LineItem {
  const { id, label, scoreMaximum, resourceId, tag, resourceLinkId, ltiLinkId } = claim;
  return {
    url: id,
    label: label ?? '',
    maximum: scoreMaximum,
    resourceId: resourceId ?? '',
    tag: tag ?? '',
    resourceLinkId: resourceLinkId ?? ltiLinkId ?? null,
  };
}

function unavailable(reason: string, status: number | null = null): { ok: false; failure: ServiceFailure } {
  return { ok: false, failure: { outcome: 'unavailable', status, reason } };
}

/**
 * Reads one line item's answer.
 * @param askedUrl where it was asked for: our token will go to the line item's own address, so it lies at this origin
 */
function readItem(reply: ServiceReply, askedUrl: string): LineItemReading {
  if (!reply.ok) return reply;
  const { status, body } = reply.response;
  try {
    const item = toItem(ItemClaim.parse(JSON.parse(body)));
    return new URL(item.url).origin === new URL(askedUrl).origin
      ? { ok: true, item }
      : unavailable('address', status);
  } catch {
    return unavailable('malformed', status);
  }
}

/** The filters stand beside what the address has already: Moodle's has a query. */
function addressOf(lineItemsUrl: string, { resourceId, tag, resourceLinkId }: LineItemFilter): string {
  const url = new URL(lineItemsUrl);
  const filters = { resource_id: resourceId, tag, resource_link_id: resourceLinkId };
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}

/** @param patience the usual one unless told */
export function createLineItems(call: ServiceCall, clock: Clock, patience = PATIENCE): LineItems {
  /** The tool asks for the right to make line items, which holds reading them; a platform may grant the lesser one. */
  const read = async (platformId: string, url: string, type: string): Promise<ServiceReply> => {
    const request = { headers: { Accept: type }, timeoutMs: patience.pageMs };
    const reply = await call(platformId, SCOPE, url, request);
    const isRefused = !reply.ok && reply.failure.outcome === 'unauthorised';
    return isRefused ? call(platformId, READ_SCOPE, url, request) : reply;
  };
  return {
    async list(platformId, lineItemsUrl, filter = {}) {
      if (!URL.canParse(lineItemsUrl)) return unavailable('address');
      const startedAt = clock.now().getTime();
      // No page size is asked for: Moodle then gives everything at once.
      const reply = await readPages(
        addressOf(lineItemsUrl, filter),
        Container,
        url => read(platformId, url, ITEMS_TYPE),
        pages => pages < MAX_PAGES && clock.now().getTime() - startedAt < patience.listMs,
      );
      if (!reply.ok) return reply;
      const { origin } = new URL(lineItemsUrl);
      const claims = reply.pages.flat();
      const items = claims
        .filter(claim => claim !== null)
        .map(toItem)
        .filter(item => new URL(item.url).origin === origin);
      return { ok: true, items, isWhole: reply.isWhole && items.length === claims.length };
    },
    async find(platformId, lineItemUrl) {
      if (!URL.canParse(lineItemUrl)) return unavailable('address');
      return readItem(await read(platformId, lineItemUrl, ITEM_TYPE), lineItemUrl);
    },
    async create(platformId, lineItemsUrl, { label, maximum, resourceId, tag }) {
      if (!URL.canParse(lineItemsUrl)) return unavailable('address');
      const reply = await call(platformId, SCOPE, lineItemsUrl, {
        method: 'POST',
        headers: { 'Content-Type': ITEM_TYPE, Accept: ITEM_TYPE },
        body: JSON.stringify({ label, scoreMaximum: maximum, resourceId, tag }),
      });
      return readItem(reply, lineItemsUrl);
    },
  };
}
