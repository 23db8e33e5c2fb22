import { Router } from 'express';
import { AppError } from '../kit/errors.ts';
import { parseQuery, sendPage } from '../http/index.ts';
import { ActivityPage } from '../../views/demo-lms/activity-page.tsx';
import { ChoosePage } from '../../views/demo-lms/choose-page.tsx';
import { CoursePage } from '../../views/demo-lms/course-page.tsx';
import { CoursesPage } from '../../views/demo-lms/courses-page.tsx';
import { GradebookPage } from '../../views/demo-lms/gradebook-page.tsx';
import { PostFormPage } from '../../views/demo-lms/post-form-page.tsx';
import { ReturnedPage } from '../../views/demo-lms/returned-page.tsx';
import { copyCourse, nextNames, removeLink } from './courses.ts';
import { bareFrame, lmsFrame, requireTeacher, viewerOf } from './frame.ts';
import { columnsFor, listActivities } from './overview.ts';
import { OpenQuery, ReturnQuery } from './pages.forms.ts';
import { beginDeepLinking, type LmsParts } from './parts.ts';
import { findById, getById, type DemoTool } from './state.ts';

function found<T extends { id: string }>(list: T[], id: string): T {
  const one = findById(list, id);
  if (!one) throw new AppError('http/not-found', { status: 404 });
  return one;
}

/** As in Moodle, a tool takes a phone's whole window, and what the gradebook asked for is forgotten on the way there. */
const PHONE = /Mobi|Android|iPad/;

/** The pages of courses, their activities and their gradebook. */
export function courseRoutes(parts: LmsParts): Router {
  const { core, launches } = parts;
  const { state } = core;
  const router = Router();
  const activeTools = (): DemoTool[] => state.tools.filter(tool => tool.status === 'active');

  router.get('/', (_req, res) => {
    res.redirect(303, `/courses/${state.courses[0]?.id ?? ''}`);
  });

  router.get('/courses', (req, res) => {
    sendPage(res, CoursesPage, { frame: lmsFrame(req, res, state), courses: state.courses });
  });

  router.get('/courses/:course', (req, res) => {
    const course = found(state.courses, req.params.course);
    const activities = listActivities(state, course.id);
    sendPage(res, CoursePage, {
      frame: lmsFrame(req, res, state),
      course,
      activities,
      hasTool: activeTools().length > 0,
    });
  });

  router.post('/courses/:course/copy', (req, res) => {
    requireTeacher(res);
    const course = found(state.courses, req.params.course);
    const copy = copyCourse(core, course, nextNames(state, course));
    res.redirect(303, `/courses/${copy.id}`);
  });

  router.get('/courses/:course/grades', (req, res) => {
    const course = found(state.courses, req.params.course);
    const columns = columnsFor(state, course, viewerOf(res));
    sendPage(res, GradebookPage, { frame: lmsFrame(req, res, state), course, columns });
  });

  router.get('/courses/:course/add', (req, res) => {
    requireTeacher(res);
    const course = found(state.courses, req.params.course);
    const tools = activeTools();
    const asked = tools.find(tool => tool.id === req.query.tool);
    const tool = asked ?? (tools.length === 1 ? tools[0] : undefined);
    const frame = lmsFrame(req, res, state, `/courses/${course.id}`);
    sendPage(res, ChoosePage, {
      frame,
      course,
      link: null,
      tools,
      src: tool && `/choose/${course.id}?tool=${tool.id}`,
    });
  });

  router.get('/links/:link', (req, res) => {
    const { user } = parseQuery(OpenQuery, req);
    if (user !== undefined && user !== viewerOf(res).person.id) requireTeacher(res);
    const link = found(state.links, req.params.link);
    if (PHONE.test(req.get('user-agent') ?? '')) {
      res.redirect(303, `/launch/${link.id}`);
      return;
    }
    const props = {
      course: getById(state.courses, link.courseId),
      tool: getById(state.tools, link.toolId),
      link,
      src: `/launch/${link.id}${new URL(req.originalUrl, state.issuer).search}`,
    };
    const frame = lmsFrame(req, res, state, `/links/${link.id}`);
    sendPage(res, ActivityPage, { frame, ...props });
  });

  router.get('/links/:link/edit', (req, res) => {
    requireTeacher(res);
    const link = found(state.links, req.params.link);
    const course = getById(state.courses, link.courseId);
    const frame = lmsFrame(req, res, state, `/courses/${course.id}`);
    sendPage(res, ChoosePage, {
      frame,
      course,
      link,
      tools: [],
      src: `/choose/${course.id}?link=${link.id}`,
    });
  });

  router.post('/links/:link/remove', (req, res) => {
    requireTeacher(res);
    const link = found(state.links, req.params.link);
    removeLink(core, link);
    res.redirect(303, `/courses/${link.courseId}`);
  });

  // As in Moodle, the page around it asks who may look at whom, and the launch itself does not: that is the tool's.
  router.get('/launch/:link', (req, res) => {
    const { person, asLearner } = viewerOf(res);
    const { action, user: forUserId } = parseQuery(OpenQuery, req);
    const type = action === undefined ? 'LtiResourceLinkRequest' : 'LtiSubmissionReviewRequest';
    const link = found(state.links, req.params.link);
    const about = {
      link,
      course: getById(state.courses, link.courseId),
      tool: getById(state.tools, link.toolId),
    };
    const form = launches.begin({ type, person, asLearner, forUserId, ...about });
    sendPage(res, PostFormPage, { frame: bareFrame(req, res), form });
  });

  router.get('/choose/:course', (req, res) => {
    const { person } = requireTeacher(res);
    const { tool, link } = req.query;
    const about =
      typeof link === 'string'
        ? { link: found(state.links, link) }
        : { tool: found(state.tools, typeof tool === 'string' ? tool : '') };
    const form = beginDeepLinking(parts, person, {
      course: found(state.courses, req.params.course),
      ...about,
    });
    sendPage(res, PostFormPage, { frame: bareFrame(req, res), form });
  });

  router.get('/courses/:course/return', (req, res) => {
    const { lti_msg: said, lti_errormsg: fault } = parseQuery(ReturnQuery, req);
    const outcome = fault === undefined ? 'back' : 'fault';
    const course = found(state.courses, req.params.course);
    sendPage(res, ReturnedPage, {
      frame: bareFrame(req, res),
      courseId: course.id,
      outcome,
      message: fault ?? said ?? null,
    });
  });

  return router;
}
