import type { Request, Response } from 'express';
import { AppError } from '../kit/errors.ts';
import type { Translate } from '../i18n/index.ts';
import { ASSETS_PATH, translateFor } from '../http/index.ts';
import type { DemoPerson, DemoState } from './state.ts';

/** What a page of the LMS needs that stands in a frame and has no header. */
export interface BareFrame {
  t: Translate;
  assets: string;
}

/** Who looks, and what that person may do. */
export interface Viewer {
  person: DemoPerson;
  /** Manages courses: a teacher or an admin, unless the role is switched to student. */
  isTeacher: boolean;
  isAdmin: boolean;
  /** A teacher who looks as a student: launches go out as Learner. */
  asLearner: boolean;
}

/** What every whole page of the LMS needs. */
export interface LmsFrame extends BareFrame {
  title: string;
  people: DemoPerson[];
  viewer: Viewer;
  /** This page's address: where choosing a language leads back to. */
  path: string;
  /** Whether its pages keep data for tools. */
  hasStorage: boolean;
  /** A page that everybody may see: where choosing another person leads. */
  openPath: string;
}

declare module 'express-serve-static-core' {
  interface Locals {
    /** Set on every page of the LMS. */
    viewer?: Viewer;
  }
}

export function bareFrame(req: Request, res: Response): BareFrame {
  return { t: translateFor(req, res), assets: ASSETS_PATH };
}

/** @returns who looks. @throws Error where the viewer was not found out */
export function viewerOf(res: Response): Viewer {
  const { viewer } = res.locals;
  if (!viewer) throw new Error('no viewer');
  return viewer;
}

/** @param openPath where choosing another person leads; this page itself unless told */
export function lmsFrame(req: Request, res: Response, state: DemoState, openPath = req.path): LmsFrame {
  const { title, people, storageTarget } = state;
  const page = { path: req.originalUrl, openPath, hasStorage: storageTarget !== undefined };
  return { ...bareFrame(req, res), ...page, title, people, viewer: viewerOf(res) };
}

/** @throws AppError 403 for whoever does not manage courses */
export function requireTeacher(res: Response): Viewer {
  const viewer = viewerOf(res);
  if (!viewer.isTeacher) throw new AppError('demo-lms/teachers-only', { status: 403 });
  return viewer;
}

/** @throws AppError 403 for whoever is no site admin */
export function requireAdmin(res: Response): Viewer {
  const viewer = viewerOf(res);
  if (!viewer.isAdmin) throw new AppError('demo-lms/admins-only', { status: 403 });
  return viewer;
}
