import { Router } from 'express';
import { AppError } from '../kit/errors.ts';
import type { AccessTokens } from './access-tokens.ts';
import { callerOf, textParam } from './ags.routes.ts';
import type { Calls } from './calls.ts';
import { watched } from './calls.routes.ts';
import type { LmsCore } from './core.ts';
import { rosterOf } from './nrps.ts';
import { pageOf, readPage, rosterLinkHeader } from './paging.rules.ts';
import { SCOPE } from './scopes.rules.ts';

const ROSTER = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';

/** The names and roles service (NRPS 2.0) under `/services`. */
export function nrpsRoutes({
  core,
  tokens,
  calls,
}: {
  core: LmsCore;
  tokens: AccessTokens;
  calls: Calls;
}): Router {
  const router = Router();
  const path = '/CourseSection/:course/bindings/:tool/memberships';
  router.get(path, watched(calls, core.clock, 'memberships'), (req, res) => {
    const tool = callerOf(req, tokens, [SCOPE.roster]);
    if (tool.id !== req.params.tool) throw new AppError('demo-lms/service-refused', { status: 401 });
    const rlid = textParam(req, 'rlid') ?? '';
    const roster = rosterOf(core.state, String(req.params.course), tool, textParam(req, 'role') ?? '', rlid);
    const page = readPage(req.query);
    const { rows, nextFrom } = pageOf(roster.members, page);
    const link = rosterLinkHeader(roster.id, page, nextFrom, rlid);
    if (link) res.set('Link', link);
    res.type(ROSTER).send(JSON.stringify({ ...roster, members: rows }));
  });
  return router;
}
