import { Router, type Response } from 'express';
import { parseBody, sendPage } from '../../http/index.ts';
import { AppError } from '../../kit/errors.ts';
import { RunSettingsPage } from '../../../views/course/teaching/run-settings-page.tsx';
import { nameOfPackage } from '../course-package.rules.ts';
import { pathTo, type RunRequest } from '../course-request.ts';
import { datedIn, moveDates, openMonthly, weeksTo, type RunDates } from './dates.rules.ts';
import { saveDates, stateOf } from './run-settings.ts';
import {
  DatesFields,
  ProposalQuery,
  readDates,
  valuesOf,
  VersionForm,
  type DateValues,
  type Faults,
} from './teaching.forms.ts';
import { readTeacher, type TeachingParts } from './teaching-request.ts';
import { changesBetween, newerOf } from './version.rules.ts';

interface Shown {
  values: DateValues;
  faults: Faults;
  share?: 'hours' | 'steps';
  isMoved?: boolean;
  wasSaved?: boolean;
}

function sendSettings(res: Response, { packages }: TeachingParts, request: RunRequest, shown: Shown): void {
  const { frame, activity, course, settings } = request;
  const { values, faults, share = settings.share, isMoved = false, wasSaved = false } = shown;
  const newer = newerOf(packages, course);
  const themes = course.themes.flatMap(theme => packages.get(nameOfPackage(theme)) ?? []);
  const dated = [
    ...course.modules.map(({ id, title }) => ({ id, title, isTheme: false })),
    ...themes.map(({ id, title }) => ({ id, title, isTheme: true })),
  ];
  const props = {
    frame,
    title: activity.title,
    dated,
    values,
    share,
    hasPoints: activity.gradeForm === 'points',
    isProposal: stateOf(activity).isProposal,
    isMoved,
    wasSaved,
    newer: newer && { version: newer.version, changes: changesBetween(course, newer) },
    faults,
  };
  sendPage(res, RunSettingsPage, props, Object.keys(faults).length > 0 ? 422 : 200);
}

interface Proposal {
  dates: RunDates;
  faults: Faults;
  isMoved: boolean;
}

/** The dates moved or laid out as the address asks; nothing is kept. */
function proposalOf(query: unknown, dates: RunDates, themes: readonly string[]): Proposal {
  const read = ProposalQuery.safeParse(query);
  if (!read.success) return { dates, faults: { weeks: 'course:teaching.fault.weeks' }, isMoved: false };
  const { weeks, start = '', monthly = '' } = read.data;
  if (monthly !== '') {
    const opened = openMonthly(dates, themes, monthly);
    return opened
      ? { dates: opened, faults: {}, isMoved: true }
      : { dates, faults: { monthly: 'course:teaching.fault.day' }, isMoved: false };
  }
  if (start === '' && weeks === undefined) return { dates, faults: {}, isMoved: false };
  const by = start === '' ? (weeks ?? 0) : weeksTo(dates, start);
  if (by === null) return { dates, faults: { start: 'course:teaching.fault.start' }, isMoved: false };
  return { dates: moveDates(dates, by), faults: {}, isMoved: true };
}

/** A run's dates, how its share is counted, and the version of its package. */
export function createSettingsRoutes(parts: TeachingParts): Router {
  const { clock, packages, changeSettings } = parts;
  const router = Router();

  router.get('/settings', (req, res) => {
    const request = readTeacher(req, res, parts);
    const { course, activity } = request;
    const themes = course.themes.map(theme => theme.package);
    const { dates, faults, isMoved } = proposalOf(req.query, stateOf(activity).dates, themes);
    const wasSaved = 'saved' in req.query;
    sendSettings(res, parts, request, {
      values: valuesOf(dates, datedIn(course)),
      faults,
      isMoved,
      wasSaved,
    });
  });

  router.post('/settings', async (req, res) => {
    const request = readTeacher(req, res, parts);
    const { course, activity } = request;
    const { dates, isProposal } = stateOf(activity);
    const inForce = isProposal ? { dueAt: activity.dueAt, modules: {} } : dates;
    const form = readDates(parseBody(DatesFields, req), datedIn(course), {
      current: inForce,
      now: clock.now(),
    });
    if (Object.keys(form.faults).length > 0) {
      sendSettings(res, parts, request, form);
      return;
    }
    await saveDates(changeSettings, activity, form);
    res.redirect(303, pathTo(res, 'settings?saved'));
  });

  router.post('/settings/version', async (req, res) => {
    const request = readTeacher(req, res, parts);
    const { activity, course } = request;
    const { to } = parseBody(VersionForm, req);
    const newer = newerOf(packages, course);
    // What the teacher saw of the changes must be what is done.
    if (newer?.version !== to) throw new AppError('course/settings-changed', { status: 409 });
    const moved = { package: { package: newer.id, version: to } };
    await changeSettings(activity.id, moved);
    const settings = { ...request.settings, ...moved };
    await parts.recount({ activity: { ...activity, settings }, course: newer });
    res.redirect(303, pathTo(res, 'settings?saved'));
  });

  return router;
}
