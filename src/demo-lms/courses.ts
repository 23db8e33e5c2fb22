import type { LmsCore } from './core.ts';
import { addLineItem, removeLineItem } from './gradebook.ts';
import {
  getById,
  takeId,
  type DemoCourse,
  type DemoLink,
  type DemoState,
  type Ref,
  type SubmissionReview,
} from './state.ts';

/** What a link is made from: the fields of a deep-linking item that Moodle honours. */
export interface LinkInput {
  toolId: string;
  title: string;
  text?: string | undefined;
  url?: string | null | undefined;
  custom?: Record<string, string> | undefined;
  lineItem?: LinkLineItem | undefined;
}

/** Moodle ignores the label (the column is called as the link), dates and containers. */
export interface LinkLineItem {
  scoreMaximum: number;
  resourceId?: string | undefined;
  tag?: string | undefined;
  submissionReview?: SubmissionReview | undefined;
}

function couplingOf(
  link: DemoLink,
  lineItem: LinkLineItem,
): NonNullable<Parameters<typeof addLineItem>[1]['coupling']> {
  const { resourceId = '', tag = '', submissionReview = null } = lineItem;
  return { toolId: link.toolId, linkId: link.id, resourceId, tag, submissionReview };
}

function addColumn(core: LmsCore, link: DemoLink, lineItem: LinkLineItem): void {
  const { courseId, id, title } = link;
  const coupling = couplingOf(link, lineItem);
  addLineItem(core, { courseId, activityId: id, coupling, label: title, maximum: lineItem.scoreMaximum });
}

/** Puts an activity on a course page; without a line item it has no column in the gradebook. */
export function addLink(core: LmsCore, courseId: string, input: LinkInput): DemoLink {
  const { toolId, title, text = '', custom = {}, url = null } = input;
  const link: DemoLink = { id: takeId(core.state), courseId, toolId, title, text, custom, url };
  core.state.links.push(link);
  if (input.lineItem) addColumn(core, link, input.lineItem);
  core.changed();
  return link;
}

/** Changes an activity after its content was chosen again; its grades stay. */
export function changeLink(core: LmsCore, link: DemoLink, input: LinkInput): void {
  const { title, text = '', custom = {}, url = null } = input;
  Object.assign(link, { title, text, custom, url });
  const own = core.state.lineItems.find(item => item.activityId === link.id);
  if (own) own.label = title;
  if (own && input.lineItem) {
    own.coupling = couplingOf(link, input.lineItem);
    own.maximum = input.lineItem.scoreMaximum;
  }
  if (!own && input.lineItem) addColumn(core, link, input.lineItem);
  core.changed();
}

/** Removes an activity and its own column; columns that the tool made stay. */
export function removeLink(core: LmsCore, link: Ref): void {
  const { id } = getById(core.state.links, link);
  core.state.links = core.state.links.filter(one => one.id !== id);
  for (const item of core.state.lineItems.filter(one => one.activityId === id)) removeLineItem(core, item.id);
  core.changed();
}

/** @returns the names of a course's next copy: numbered on, so that copies of copies stay apart. */
export function nextNames(state: DemoState, course: DemoCourse): Pick<DemoCourse, 'fullName' | 'shortName'> {
  const name = course.fullName.replace(/ \(\d+\)$/, '');
  const label = course.shortName.replace(/-\d+$/, '');
  const number = state.courses.filter(one => one.fullName.replace(/ \(\d+\)$/, '') === name).length + 1;
  return { fullName: `${name} (${String(number)})`, shortName: `${label}-${String(number)}` };
}

/**
 * Copies a course for the next term: new ids of course and links, the same custom parameters, the columns without
 * grades, a history that is one longer.
 * @param names of the copy
 * @returns the copy
 */
export function copyCourse(
  core: LmsCore,
  from: Ref,
  names: Pick<DemoCourse, 'fullName' | 'shortName'>,
): DemoCourse {
  const { state } = core;
  const original = getById(state.courses, from);
  const copy: DemoCourse = {
    id: takeId(state),
    ...names,
    history: [original.id, ...original.history],
    members: original.members.map(member => ({ ...member })),
  };
  state.courses.push(copy);
  const links = state.links.filter(link => link.courseId === original.id);
  const newIds = new Map(links.map(link => [link.id, takeId(state)]));
  for (const link of links) {
    state.links.push({
      ...link,
      id: newIds.get(link.id) ?? '',
      courseId: copy.id,
      custom: { ...link.custom },
    });
  }
  const newIdOf = (id: string | null): string | null => (id === null ? null : (newIds.get(id) ?? null));
  for (const item of state.lineItems.filter(one => one.courseId === original.id)) {
    const coupling = item.coupling && { ...item.coupling, linkId: newIdOf(item.coupling.linkId) };
    addLineItem(core, { ...item, courseId: copy.id, activityId: newIdOf(item.activityId), coupling });
  }
  core.changed();
  return copy;
}
