import { z } from 'zod';
import { SECOND_MS, type Clock } from '../kit/clock.ts';
import { readName } from './name.rules.ts';
import { readRole } from './roles.ts';
import type { ServiceFailure } from './service-answer.rules.ts';
import { readPages, type Patience, type ServiceCall } from './service-call.ts';

/** A person on the LMS's list: never more than this is kept, and never an e-mail address. */
export interface Member {
  sub: string;
  name: string | undefined;
  role: 'teacher' | 'learner' | 'other';
  status: 'active' | 'inactive' | 'deleted';
}

export type MembersResult =
  { ok: true; members: Member[]; isWhole: boolean } | { ok: false; failure: ServiceFailure };

/** Names and Role Provisioning Services 2.0. Never throws for what a platform does. */
export interface Nrps {
  /** @returns everybody on the list at that address; `isWhole` false when it was cut off by length or time */
  fetchMembers(platformId: string, membershipsUrl: string): Promise<MembersResult>;
}

const SCOPE = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const MEDIA_TYPE = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const PAGE_SIZE = 200;
const MAX_PAGES = 50;
/** However many an LMS puts into one answer: the list stays in memory. */
const MAX_MEMBERS = MAX_PAGES * PAGE_SIZE;
/** Somebody waits for the page. Canvas gives 50 people at a time: a large course takes longer than one answer may. */
const PATIENCE: Patience = { pageMs: 5 * SECOND_MS, listMs: 10 * SECOND_MS };

const text = z.string().nullish().catch(null);
/** As in a launch (`claims.ts`): a number that no double holds would be another person's. */
const id = z.union([z.string(), z.int()]).transform(String).pipe(z.string().min(1).max(255));
const MemberClaim = z.object({
  user_id: id,
  name: text,
  given_name: text,
  family_name: text,
  roles: z.union([z.array(z.string()), z.string().transform(role => [role])]).catch([]),
  status: text,
});
/** One member that cannot be read does not cost us the others. */
const Container = z.object({ members: z.array(MemberClaim.nullable().catch(null)) });

function statusOf(status: string | null | undefined): Member['status'] {
  const word = status?.toLowerCase();
  return word === 'inactive' || word === 'deleted' ? word : 'active';
}

function toMember(claim: z.output<typeof MemberClaim>): Member {
  const role = readRole(claim.roles);
  return {
    sub: claim.user_id,
    name: readName(claim),
    role: role === 'visitor' ? 'other' : role,
    status: statusOf(claim.status),
  };
}

/** Moodle forgets a role filter on its second page, so none is asked for: who needs learners filters afterwards. */
function firstPageOf(membershipsUrl: string): string {
  const url = new URL(membershipsUrl);
  if (!url.searchParams.has('limit')) url.searchParams.set('limit', String(PAGE_SIZE));
  return url.href;
}

/** @param patience the usual one unless told */
export function createNrps(call: ServiceCall, clock: Clock, patience = PATIENCE): Nrps {
  return {
    async fetchMembers(platformId, membershipsUrl) {
      if (!URL.canParse(membershipsUrl)) {
        return { ok: false, failure: { outcome: 'unavailable', status: null, reason: 'address' } };
      }
      const startedAt = clock.now().getTime();
      const reply = await readPages(
        firstPageOf(membershipsUrl),
        Container,
        url => call(platformId, SCOPE, url, { headers: { Accept: MEDIA_TYPE }, timeoutMs: patience.pageMs }),
        read => read < MAX_PAGES && clock.now().getTime() - startedAt < patience.listMs,
      );
      if (!reply.ok) return reply;
      const claims = reply.pages.flatMap(page => page.members).filter(claim => claim !== null);
      // A list that grows while it is read may repeat somebody at the seam of two pages.
      const members = new Map(claims.map(claim => [claim.user_id, toMember(claim)]));
      const isWhole = reply.isWhole && members.size <= MAX_MEMBERS;
      return { ok: true, members: [...members.values()].slice(0, MAX_MEMBERS), isWhole };
    },
  };
}
