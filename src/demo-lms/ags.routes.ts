import { Router, type Request } from 'express';
import { AppError } from '../kit/errors.ts';
import {
  changeLineItem,
  createLineItem,
  deleteLineItem,
  lineItemJson,
  listLineItems,
  listResults,
  requireLineItem,
  type LineItemFilter,
} from './ags.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Calls } from './calls.ts';
import { watched } from './calls.routes.ts';
import { lineItemsUrl, lineItemUrl } from './claims.ts';
import type { LmsCore } from './core.ts';
import { recordScore } from './gradebook.ts';
import { parseScore } from './gradebook.rules.ts';
import { moodleLinkHeader, pageOf, readPage } from './paging.rules.ts';
import { SCOPE } from './scopes.rules.ts';
import type { DemoLineItem, DemoTool } from './state.ts';

const LINE_ITEM = 'application/vnd.ims.lis.v2.lineitem+json';
const LINE_ITEMS = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
const RESULTS = 'application/vnd.ims.lis.v2.resultcontainer+json';
const SCORE_TYPE = 'application/vnd.ims.lis.v1.score+json';

interface AgsParts {
  core: LmsCore;
  tokens: AccessTokens;
  calls: Calls;
}

function refuse(status: number, detail: string): AppError {
  return new AppError('demo-lms/service-refused', { status, detail });
}

/** @returns the tool that calls. @throws AppError 401 without a token that has one of the scopes */
export function callerOf(req: Request, tokens: AccessTokens, scopes: string[]): DemoTool {
  const tool = tokens.toolOf(req.get('authorization'), scopes);
  const typeId = req.query.type_id;
  if (!tool || (typeof typeId === 'string' && typeId !== tool.id)) throw refuse(401, 'Unauthorized');
  return tool;
}

/** Moodle takes the exact media types only; an Accept header may be absent. */
function requireType(given: string | undefined, wanted: string, isOptional: boolean): void {
  const type = given?.split(';')[0]?.trim() ?? '';
  if (type !== wanted && !(isOptional && type === ''))
    throw refuse(400, 'No context or unsupported content type');
}

/** @returns a query parameter that came once. */
export function textParam(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return typeof value === 'string' ? value : undefined;
}

function withPath(url: string, path: string): string {
  const [before = '', query] = url.split('?');
  return `${before}${path}?${query ?? ''}`;
}

/** AGS 2.0, 3.2.4; Moodle takes its older name for the link as well. */
function readFilter(req: Request): LineItemFilter {
  return {
    resource_id: textParam(req, 'resource_id'),
    resource_link_id: textParam(req, 'resource_link_id') ?? textParam(req, 'lti_link_id'),
    tag: textParam(req, 'tag'),
  };
}

/** Unlike the roster's, the next page's address keeps what was filtered by. */
function withFilter(url: string, filter: LineItemFilter): string {
  const out = new URL(url);
  for (const [name, value] of Object.entries(filter) as [string, string | undefined][])
    if (value !== undefined) out.searchParams.set(name, value);
  return out.href;
}

/** The assignment and grade services (AGS 2.0) under `/services`. */
export function agsRoutes({ core, tokens, calls }: AgsParts): Router {
  const { state, clock } = core;
  const router = Router();
  const own = (req: Request, scopes: string[]): { tool: DemoTool; item: DemoLineItem } => {
    const tool = callerOf(req, tokens, scopes);
    return { tool, item: requireLineItem(state, String(req.params.course), String(req.params.item), tool) };
  };

  router.get('/:course/lineitems', watched(calls, clock, 'lineitems'), (req, res) => {
    const tool = callerOf(req, tokens, [SCOPE.lineItem, SCOPE.lineItemReadonly]);
    requireType(req.get('accept'), LINE_ITEMS, true);
    const filter = readFilter(req);
    const page = readPage(req.query);
    const course = String(req.params.course);
    const { rows, nextFrom } = pageOf(listLineItems(state, course, tool, filter), page);
    const link = moodleLinkHeader(withFilter(lineItemsUrl(state, course, tool.id), filter), page, nextFrom);
    if (link) res.set('Link', link);
    res.type(LINE_ITEMS).send(JSON.stringify(rows));
  });

  router.post('/:course/lineitems', watched(calls, clock, 'lineitems'), (req, res) => {
    const tool = callerOf(req, tokens, [SCOPE.lineItem]);
    requireType(req.get('content-type'), LINE_ITEM, false);
    const made = createLineItem(core, String(req.params.course), tool, req.body);
    res.status(201).type(LINE_ITEM).send(JSON.stringify(made));
  });

  router
    .route('/:course/lineitems/:item/lineitem')
    .all(watched(calls, clock, 'lineitem'))
    .get((req, res) => {
      const { tool, item } = own(req, [SCOPE.lineItem, SCOPE.lineItemReadonly]);
      res.type(LINE_ITEM).send(JSON.stringify(lineItemJson(state, item, tool.id)));
    })
    .put((req, res) => {
      const { tool, item } = own(req, [SCOPE.lineItem]);
      res.type(LINE_ITEM).send(JSON.stringify(changeLineItem(core, item, tool, req.body)));
    })
    .delete((req, res) => {
      deleteLineItem(core, own(req, [SCOPE.lineItem]).item);
      res.status(204).end();
    });

  router.post('/:course/lineitems/:item/lineitem/scores', watched(calls, clock, 'score'), (req, res) => {
    const { item } = own(req, [SCOPE.score]);
    requireType(req.get('content-type'), SCORE_TYPE, false);
    const score = parseScore(req.body);
    if (!score) throw refuse(400, 'Incorrect score received');
    recordScore(core, item, score);
    res.status(200).type(SCORE_TYPE).end();
  });

  router.get('/:course/lineitems/:item/lineitem/results', watched(calls, clock, 'results'), (req, res) => {
    const { tool, item } = own(req, [SCOPE.resultReadonly]);
    const page = readPage(req.query);
    const { rows, nextFrom } = pageOf(listResults(state, item, tool, textParam(req, 'user_id')), page);
    const link = moodleLinkHeader(withPath(lineItemUrl(state, item, tool.id), '/results'), page, nextFrom);
    if (link) res.set('Link', link);
    res.type(RESULTS).send(JSON.stringify(rows));
  });

  return router;
}
