import { Router } from 'express';
import { AppError } from '../kit/errors.ts';
import { callerOf, textParam } from './ags.routes.ts';
import { watched } from './calls.routes.ts';
import { rosterOf } from './nrps.ts';
import { readPage } from './paging.rules.ts';
import type { LmsParts } from './parts.ts';
import { rosterPage } from './roster-paging.rules.ts';
import { SCOPE } from './scopes.rules.ts';

const ROSTER = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';

/** The names and roles service (NRPS 2.0) under `/services`. */
export function nrpsRoutes({
  core,
  tokens,
  calls,
  rosterPaging,
}: Pick<LmsParts, 'core' | 'tokens' | 'calls' | 'rosterPaging'>): Router {
  const router = Router();
  const path = '/CourseSection/:course/bindings/:tool/memberships';
  router.get(path, watched(calls, core.clock, 'memberships'), (req, res) => {
    const tool = callerOf(req, tokens, [SCOPE.roster]);
    if (tool.id !== req.params.tool) throw new AppError('demo-lms/service-refused', { status: 401 });
    const rlid = textParam(req, 'rlid') ?? '';
    const role = textParam(req, 'role') ?? '';
    const roster = rosterOf(core.state, String(req.params.course), tool, role, rlid);
    const request = { url: roster.id, query: req.query, page: readPage(req.query), role, rlid };
    const { rows, link } = rosterPage(roster.members, rosterPaging.style, request);
    if (link) res.set('Link', link);
    res.type(ROSTER).send(JSON.stringify({ ...roster, members: rows }));
  });
  return router;
}
