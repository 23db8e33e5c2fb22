import { Router } from 'express';
import { AppError } from '../kit/errors.ts';
import { parseBody } from '../http/index.ts';
import { requireTeacher } from './frame.ts';
import { removeLineItem, setMaximum } from './gradebook.ts';
import { MaximumForm } from './pages.forms.ts';
import type { LmsParts } from './parts.ts';
import { findById, type DemoLineItem } from './state.ts';

/** What a teacher changes of the gradebook's columns, as in Moodle's settings of an activity and of a grade item. */
export function columnRoutes({ core }: LmsParts): Router {
  const router = Router();
  const getColumn = (id: string): DemoLineItem => {
    const item = findById(core.state.lineItems, id);
    if (!item) throw new AppError('http/not-found', { status: 404 });
    return item;
  };

  router.post('/columns/:column/maximum', (req, res) => {
    requireTeacher(res);
    const item = getColumn(req.params.column);
    setMaximum(core, item, parseBody(MaximumForm, req).maximum);
    res.redirect(303, `/courses/${item.courseId}/grades`);
  });

  router.post('/columns/:column/remove', (req, res) => {
    requireTeacher(res);
    const item = getColumn(req.params.column);
    removeLineItem(core, item.id);
    res.redirect(303, `/courses/${item.courseId}/grades`);
  });

  return router;
}
