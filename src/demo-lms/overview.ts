import type { Viewer } from './frame.ts';
import { findGrade } from './gradebook.ts';
import {
  getById,
  type DemoCourse,
  type DemoGrade,
  type DemoLineItem,
  type DemoLink,
  type DemoPerson,
  type DemoState,
} from './state.ts';

/** An activity as the course page shows it. */
export interface ActivityRow {
  link: DemoLink;
  /** Points of its column, or null without one. */
  maximum: number | null;
}

/** A column of the gradebook with the cells that the reader may see. */
export interface GradeColumn {
  item: DemoLineItem;
  rows: { person: DemoPerson; grade: DemoGrade | null }[];
}

/** @returns the activities of a course, oldest first. */
export function listActivities(state: DemoState, courseId: string): ActivityRow[] {
  return state.links
    .filter(link => link.courseId === courseId)
    .map(link => ({
      link,
      maximum: state.lineItems.find(item => item.activityId === link.id)?.maximum ?? null,
    }));
}

/** @returns all columns of a course: with every student for whoever manages it, else with the reader alone. */
export function columnsFor(state: DemoState, course: DemoCourse, viewer: Viewer): GradeColumn[] {
  const students = course.members.filter(member => member.role === 'student').map(member => member.personId);
  const shown = viewer.isTeacher ? students : students.filter(id => id === viewer.person.id);
  const people = shown.map(id => getById(state.people, id));
  return state.lineItems
    .filter(item => item.courseId === course.id)
    .map(item => ({
      item,
      rows: people.map(person => ({ person, grade: findGrade(state, item.id, person.id) })),
    }));
}
