import { AppError } from '../kit/errors.ts';
import { lineItemUrl } from './claims.ts';
import type { LmsCore } from './core.ts';
import { addLineItem, removeLineItem, setMaximum } from './gradebook.ts';
import {
  findById,
  type DemoGrade,
  type DemoLineItem,
  type DemoState,
  type DemoTool,
  type SubmissionReview,
} from './state.ts';

/** A line item as the services show it (AGS 2.0, 3.2.5; Moodle's item_for_json). */
export interface LineItemJson {
  id: string;
  label: string;
  scoreMaximum: number;
  resourceId?: string;
  tag: string;
  resourceLinkId?: string;
  ltiLinkId?: string;
  submissionReview?: SubmissionReview;
}

function refuse(status: number, detail: string): AppError {
  return new AppError('demo-lms/service-refused', { status, detail });
}

/** @returns what a tool sees of a column. */
export function lineItemJson(state: DemoState, item: DemoLineItem, toolId: string): LineItemJson {
  const { coupling } = item;
  const linkId = coupling ? coupling.linkId : item.activityId;
  return {
    id: lineItemUrl(state, item, toolId),
    label: item.label,
    scoreMaximum: item.maximum,
    ...(coupling && { resourceId: coupling.resourceId }),
    tag: coupling?.tag ?? '',
    ...(linkId !== null && { resourceLinkId: linkId, ltiLinkId: linkId }),
    ...(coupling?.submissionReview && { submissionReview: coupling.submissionReview }),
  };
}

/** Whether a column belongs to a tool: it made it, or it is the column of one of its links. */
function isOfTool(state: DemoState, item: DemoLineItem, tool: DemoTool): boolean {
  if (item.coupling) return item.coupling.toolId === tool.id;
  return item.activityId !== null && findById(state.links, item.activityId)?.toolId === tool.id;
}

/** @throws AppError 404 when the course does not exist (any more) */
export function requireCourse(state: DemoState, courseId: string): void {
  if (!findById(state.courses, courseId)) throw refuse(404, `Not Found: Course ${courseId} doesn't exist`);
}

/** @throws AppError 404 when the course or the column does not exist, or is not the tool's */
export function requireLineItem(
  state: DemoState,
  courseId: string,
  itemId: string,
  tool: DemoTool,
): DemoLineItem {
  requireCourse(state, courseId);
  const item = findById(state.lineItems, itemId);
  if (!item || item.courseId !== courseId || !isOfTool(state, item, tool)) {
    throw refuse(404, `Not Found: Grade item ${itemId} doesn't exist`);
  }
  return item;
}

export interface LineItemFilter {
  resource_id?: string | undefined;
  resource_link_id?: string | undefined;
  tag?: string | undefined;
}

/** @returns the tool's columns in a course, filtered (AGS 2.0, 3.2.4). */
export function listLineItems(
  state: DemoState,
  courseId: string,
  tool: DemoTool,
  filter: LineItemFilter,
): LineItemJson[] {
  requireCourse(state, courseId);
  return (
    state.lineItems
      .filter(item => item.courseId === courseId && isOfTool(state, item, tool))
      .map(item => lineItemJson(state, item, tool.id))
      .filter(item => filter.resource_id === undefined || item.resourceId === filter.resource_id)
      .filter(
        item => filter.resource_link_id === undefined || item.resourceLinkId === filter.resource_link_id,
      )
      // A column of which the services keep nothing has no resourceId and no tag to ask for, not even empty ones.
      .filter(item => filter.tag === undefined || (item.resourceId !== undefined && item.tag === filter.tag))
  );
}

interface LineItemBody {
  label: string;
  scoreMaximum: number;
  resourceId: string;
  tag: string;
  linkId: string | null;
  submissionReview: SubmissionReview | null;
}

function readLineItem(body: unknown): LineItemBody {
  const json = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const maximum = Number(json.scoreMaximum ?? Number.NaN);
  if (typeof json.label !== 'string' || Number.isNaN(maximum)) throw refuse(400, 'No label or Score Maximum');
  const linkId = json.resourceLinkId ?? json.ltiLinkId ?? null;
  return {
    label: json.label,
    scoreMaximum: maximum,
    resourceId: typeof json.resourceId === 'string' ? json.resourceId : '',
    tag: typeof json.tag === 'string' ? json.tag : '',
    linkId: typeof linkId === 'string' || typeof linkId === 'number' ? String(linkId) : null,
    submissionReview: (json.submissionReview as SubmissionReview | undefined) ?? null,
  };
}

function checkLink(state: DemoState, linkId: string | null, courseId: string, tool: DemoTool): void {
  if (linkId === null) return;
  const link = findById(state.links, linkId);
  if (link?.courseId !== courseId || link.toolId !== tool.id) throw refuse(403, 'Invalid LTI id supplied.');
}

/** Makes a manual column (AGS 2.0, 3.2.6). @throws AppError 400 without label or maximum, 403 for a foreign link */
export function createLineItem(
  core: LmsCore,
  courseId: string,
  tool: DemoTool,
  body: unknown,
): Record<string, unknown> {
  requireCourse(core.state, courseId);
  const { label, scoreMaximum, linkId, resourceId, tag } = readLineItem(body);
  checkLink(core.state, linkId, courseId, tool);
  const coupling = { toolId: tool.id, linkId, resourceId, tag, submissionReview: null };
  const item = addLineItem(core, { courseId, activityId: null, coupling, label, maximum: scoreMaximum });
  // What was sent comes back, with an id: Moodle does not say what it made of it.
  return { ...(body as Record<string, unknown>), id: lineItemUrl(core.state, item, tool.id) };
}

/** Changes label, maximum (grades keep their share), resourceId and tag. @throws AppError as `createLineItem` */
export function changeLineItem(
  core: LmsCore,
  item: DemoLineItem,
  tool: DemoTool,
  body: unknown,
): LineItemJson {
  const { label, scoreMaximum, linkId, resourceId, tag, submissionReview } = readLineItem(body);
  checkLink(core.state, linkId, item.courseId, tool);
  item.label = label;
  if (item.coupling) item.coupling = { ...item.coupling, linkId, resourceId, tag, submissionReview };
  setMaximum(core, item, scoreMaximum);
  return lineItemJson(core.state, item, tool.id);
}

/** @throws AppError 403 for a column that the gradebook services do not keep */
export function deleteLineItem(core: LmsCore, item: DemoLineItem): void {
  if (!item.coupling) throw refuse(403, 'Not a line item of the services');
  removeLineItem(core, item.id);
}

/** A result (AGS 2.0, 3.3.5; Moodle's result_for_json): without points while there are none. */
function resultJson(
  state: DemoState,
  item: DemoLineItem,
  grade: DemoGrade,
  toolId: string,
): Record<string, unknown> {
  const scoreOf = lineItemUrl(state, item, toolId);
  const [path = '', query = ''] = scoreOf.split('?');
  return {
    id: `${path}/results?${query}&user_id=${grade.personId}`,
    userId: grade.personId,
    ...(grade.final !== null && {
      resultScore: grade.final,
      resultMaximum: item.maximum,
      ...(grade.feedback !== null && { comment: grade.feedback }),
      scoreOf,
      timestamp: grade.modifiedAt,
    }),
  };
}

/** @returns the cells that were ever graded, of one person or all. */
export function listResults(
  state: DemoState,
  item: DemoLineItem,
  tool: DemoTool,
  personId: string | undefined,
): Record<string, unknown>[] {
  return state.grades
    .filter(grade => grade.itemId === item.id && grade.modifiedAt !== null)
    .filter(grade => personId === undefined || grade.personId === personId)
    .map(grade => resultJson(state, item, grade, tool.id));
}
