import { Router, type Request, type Response } from 'express';
import { GroupPage } from '../../../views/self-assessment/group/group-page.tsx';
import type { Activity } from '../../activities/activity.ts';
import { activityOf, requireTeacher } from '../../activities/request.ts';
import { pageFrame, parseQuery, sendPage, translateFor } from '../../http/index.ts';
import { AppError } from '../../kit/errors.ts';
import type { Instrument } from '../instrument.rules.ts';
import { codebookCsv, groupCsv, groupJson, type ExportParts } from './export-files.ts';
import type { GroupResults, Published } from './group-results.ts';
import { GroupQuery } from './group.forms.ts';
import { listGroupAreas } from './items.rules.ts';
import { viewGroup } from './page.rules.ts';
import { holdMinimum } from './release.rules.ts';
import { listParts } from './views.rules.ts';

export interface GroupRouteParts {
  groupResults: Pick<GroupResults, 'load'>;
  /** @returns the instrument that the activity uses */
  instrumentOf(activity: Activity): Promise<Instrument>;
  /** @returns how many people a figure needs, by the activity's settings; five where that is less */
  minimumOf(activity: Activity): number;
  /** @returns what an operator called these platforms; one without a name is left out */
  institutionNamesOf(platformIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

async function namesIn(
  parts: GroupRouteParts,
  { snapshots }: Published,
): Promise<ReadonlyMap<string, string>> {
  const ids = listParts(snapshots.values(), 'institution').flatMap(part =>
    part.split === 'institution' ? part.value : [],
  );
  return ids.length === 0 ? new Map() : parts.institutionNamesOf(ids);
}

async function loadExport(req: Request, res: Response, parts: GroupRouteParts): Promise<ExportParts> {
  requireTeacher(res);
  const activity = activityOf(res);
  const minimum = holdMinimum(parts.minimumOf(activity));
  const instrument = await parts.instrumentOf(activity);
  const published = await parts.groupResults.load({ activityId: activity.id, minimum }, instrument);
  const institutions = await namesIn(parts, published);
  return { t: translateFor(req, res), instrument, published, minimum, institutions };
}

function sendFile(res: Response, name: string, type: string, content: string): void {
  res
    .type(type)
    .set('Cache-Control', 'no-store')
    .set('Content-Disposition', `attachment; filename="${name}"`)
    .send(content);
}

/** `/group` below the room: the group's results for its teacher, as a page and as files of the same figures. */
export function createGroupRoutes(parts: GroupRouteParts): Router {
  const router = Router();

  router.get('/group', async (req, res) => {
    const { instrument, published, minimum, institutions } = await loadExport(req, res, parts);
    const view = viewGroup(listGroupAreas(instrument), published.snapshots, parseQuery(GroupQuery, req));
    if (!view) throw new AppError('http/not-found', { status: 404 });
    const hasRest = published.roundsWithRest.has(view.round);
    const frame = pageFrame(req, res);
    sendPage(res, GroupPage, { frame, instrument, view, minimum, institutions, hasRest });
  });

  router.get('/group.csv', async (req, res) => {
    sendFile(res, 'group-results.csv', 'text/csv', groupCsv(await loadExport(req, res, parts)));
  });

  router.get('/group-codebook.csv', async (req, res) => {
    sendFile(res, 'group-codebook.csv', 'text/csv', codebookCsv(await loadExport(req, res, parts)));
  });

  router.get('/group.json', async (req, res) => {
    const json = JSON.stringify(groupJson(await loadExport(req, res, parts)), null, 2);
    sendFile(res, 'group-results.json', 'application/json', json);
  });

  return router;
}
