import { Router } from 'express';
import { parseQuery, sendPage } from '../../http/index.ts';
import { AppError } from '../../kit/errors.ts';
import { OverviewPage } from '../../../views/course/teaching/overview-page.tsx';
import { PeoplePage, type ListedPerson } from '../../../views/course/teaching/people-page.tsx';
import { listSteps } from '../course-package.rules.ts';
import type { RunRequest } from '../course-request.ts';
import { keyOf } from '../progress.rules.ts';
import { funnelOf } from './funnel.rules.ts';
import { institutionsOf } from './institutions.rules.ts';
import { byName, pageOf, type PeopleFilter, type PersonLine } from './people.rules.ts';
import { PeopleQuery } from './teaching.forms.ts';
import { countingOf, readTeacher, type TeachingParts } from './teaching-request.ts';

/** The part of a list that is shown. */
interface Listed {
  people: Omit<ListedPerson, 'number'>[];
  total: number;
  page: number;
  pages: number;
  skip: number;
}

/** A list with the part of it that is asked for. */
function partOf(people: readonly Omit<ListedPerson, 'number'>[], wanted: number): Listed {
  const { page, pages, skip, limit } = pageOf(people.length, wanted);
  return { people: people.slice(skip, skip + limit), total: people.length, page, pages, skip };
}

/** Those the tool knows who have not begun. */
async function listNotStarted(
  { members, overview }: TeachingParts,
  { activity, frame }: RunRequest,
  wanted: number,
): Promise<Listed> {
  const [known, begun] = await Promise.all([members.listKnown(activity.id), overview.listBegun(activity.id)]);
  const hasBegun = new Set(begun);
  const people = known
    .filter(({ id }) => !hasBegun.has(id))
    .map(({ id, name }) => ({ participantId: id, name, line: null }));
  return partOf(byName(people, new Intl.Collator(frame.t.locale).compare), wanted);
}

/** @throws AppError `http/not-found` (404) for an institution that nobody here is from */
async function filterOf(
  { members, readNumbers }: TeachingParts,
  request: RunRequest,
  { at, state, seen, hours, institution }: PeopleQuery,
): Promise<PeopleFilter> {
  const filter = { at, seen, hoursClass: hours, state: state === 'not-started' ? undefined : state };
  if (institution === undefined) return filter;
  const { sums } = await readNumbers(request);
  const names = await members.institutionsOf(Object.keys(sums.platforms));
  const isShown = institutionsOf(sums, names)?.some(({ name }) => name === institution);
  if (!isShown) throw new AppError('http/not-found', { status: 404 });
  const platformIds = [...names].flatMap(([id, name]) => (name === institution ? [id] : []));
  return { ...filter, platformIds };
}

async function listBegun(parts: TeachingParts, request: RunRequest, query: PeopleQuery): Promise<Listed> {
  const { members, overview } = parts;
  const counting = countingOf(request, parts);
  const filter = await filterOf(parts, request, query);
  const withNames = async (lines: readonly PersonLine[]): Promise<Omit<ListedPerson, 'number'>[]> => {
    const names = await members.namesOf(lines.map(({ participantId }) => participantId));
    return lines.map(line => {
      const { participantId } = line;
      return { participantId, name: names.get(participantId) ?? null, line };
    });
  };
  if (query.sort === 'name') {
    const people = await withNames(await overview.listPeople(counting, filter));
    return partOf(byName(people, new Intl.Collator(request.frame.t.locale).compare), query.page);
  }
  const total = await overview.countPeople(counting, filter);
  const { page, pages, skip, limit } = pageOf(total, query.page);
  const lines = await overview.listPeople(counting, filter, { sort: query.sort, skip, limit });
  return { people: await withNames(lines), total, page, pages, skip };
}

/** Where the people of a run are, and who they are behind each number. */
export function createOverviewRoutes(parts: TeachingParts): Router {
  const { members } = parts;
  const router = Router();

  router.get('/overview', async (req, res) => {
    const request = readTeacher(req, res, parts);
    const { activity, course, frame } = request;
    const { sums, known, takenAt } = await parts.readNumbers(request);
    const funnel = funnelOf(course, sums);
    const names = await members.institutionsOf(Object.keys(sums.platforms));
    const notStarted = Math.max(0, known - funnel.begun);
    const institutions = institutionsOf(sums, names);
    sendPage(res, OverviewPage, {
      frame,
      title: activity.title,
      funnel,
      notStarted,
      institutions,
      takenAt,
    });
  });

  router.get('/overview/people', async (req, res) => {
    const request = readTeacher(req, res, parts);
    const query = parseQuery(PeopleQuery, req);
    const { activity, course, frame } = request;
    const steps = new Map(listSteps(course).map(({ module, step }) => [keyOf(module.id, step.id), step]));
    if (query.at !== undefined && !steps.has(query.at)) throw new AppError('http/not-found', { status: 404 });
    const listed =
      query.state === 'not-started'
        ? await listNotStarted(parts, request, query.page)
        : await listBegun(parts, request, query);
    const { people, total, page, pages, skip } = listed;
    sendPage(res, PeoplePage, {
      frame,
      title: activity.title,
      query: { ...query, page },
      people: people.map((one, index) => ({ ...one, number: skip + index + 1 })),
      total,
      pages,
      steps,
    });
  });

  return router;
}
