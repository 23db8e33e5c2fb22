import { stringify } from 'csv-stringify/sync';
import { Router } from 'express';
import { pageFrame, parseBody, parseQuery, sendPage } from '../../http/index.ts';
import { formatTime, type Locale } from '../../i18n/index.ts';
import { AppError } from '../../kit/errors.ts';
import { ListPage, type PresenceRow } from '../../../views/course/days/list-page.tsx';
import { pathTo } from '../course-request.ts';
import type { Attendance } from './attendance.rules.ts';
import { pageQuery, presenceForm, strikeForm } from './days.forms.ts';
import { checkInStateOf, liveOf, slotOf, type Occasion } from './occasion.rules.ts';
import { readOccasion, type TeacherParts } from './teacher-request.ts';

const PAGE_SIZE = 100;

/** Those without a name come last. */
function byName(locale: Locale): (a: { name: string | null }, b: { name: string | null }) => number {
  const { compare } = new Intl.Collator(locale);
  return (a, b) => Number(a.name === null) - Number(b.name === null) || compare(a.name ?? '', b.name ?? '');
}

/** Who was there: the list of an occasion, for a phone in the hand. */
export function createListRoutes(parts: TeacherParts): Router {
  const { clock, days, people } = parts;
  const { occasions, attendances, presence, signing } = days;
  const router = Router();

  /** @returns everyone who signed up for the occasion, and those who did so for another place of the same day */
  async function readRows(occasion: Occasion, locale: Locale): Promise<PresenceRow[]> {
    const all = liveOf(await occasions.list(occasion.activityId));
    const ofSlot = all.filter(one => slotOf(one) === slotOf(occasion));
    const signedUp = await attendances.listByOccasions(ofSlot.map(({ id }) => id));
    const found = await people.findParticipants(signedUp.map(({ participantId }) => participantId));
    const names = new Map(found.map(({ id, name }) => [id, name]));
    const own = signedUp.filter(({ occasionId }) => occasionId === occasion.id);
    const waiting = new Set(own.slice(occasion.capacity ?? Infinity));
    const rowOf = (one: Attendance): PresenceRow => ({
      participantId: one.participantId,
      name: names.get(one.participantId) ?? null,
      isKnown: names.has(one.participantId),
      isWaiting: waiting.has(one),
      presentAt: one.presentAt,
      presentBy: one.presentBy,
      elsewhere:
        one.occasionId === occasion.id ? null : (ofSlot.find(({ id }) => id === one.occasionId) ?? null),
    });
    return signedUp.map(rowOf).sort(byName(locale));
  }

  router.get('/days/:occasion/list', async (req, res) => {
    const { occasion, frame } = await readOccasion(req, res, parts);
    const rows = await readRows(occasion, frame.t.locale);
    const here = rows.filter(({ elsewhere }) => elsewhere === null);
    const pages = Math.max(1, Math.ceil(here.length / PAGE_SIZE));
    const page = Math.min(parseQuery(pageQuery, req).page, pages);
    sendPage(res, ListPage, {
      frame,
      occasion,
      rows: here.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
      elsewhere: rows.filter(one => one.elsewhere !== null && one.presentAt === null).slice(0, PAGE_SIZE),
      counts: { present: here.filter(({ presentAt }) => presentAt !== null).length, all: here.length },
      state: checkInStateOf(occasion, clock.now()),
      page,
      pages,
    });
  });

  router.post('/days/:occasion/presence', async (req, res) => {
    const { occasion, ...run } = await readOccasion(req, res, parts);
    const { participant, present, page } = parseBody(presenceForm, req);
    if (checkInStateOf(occasion, clock.now()) === 'early') {
      throw new AppError('course/days-early', { status: 409 });
    }
    await presence.setPresence(run, occasion, participant, present === 'yes');
    const query = page > 1 ? `?page=${String(page)}` : '';
    const row = encodeURIComponent(participant);
    res.redirect(303, pathTo(res, `days/${occasion.id}/list${query}#p-${row}`));
  });

  /** Takes someone off the list whose name the tool does not know any more. */
  router.post('/days/:occasion/strike', async (req, res) => {
    const { occasion, activity } = await readOccasion(req, res, parts);
    const { participant: participantId } = parseBody(strikeForm, req);
    const [known] = await people.findParticipants([participantId]);
    if (!known) await signing.removePerson({ activityId: activity.id, participantId });
    res.redirect(303, pathTo(res, `days/${occasion.id}/list`));
  });

  router.get('/days/:occasion/list.csv', async (req, res) => {
    const { occasion } = await readOccasion(req, res, parts);
    const { t } = pageFrame(req, res);
    const rows = (await readRows(occasion, t.locale)).filter(({ elsewhere }) => elsewhere === null);
    const columns = ['name', 'occasion', 'time', 'sign-up', 'presence', 'by'] as const;
    const cells = rows.map(({ name, isWaiting, presentAt, presentBy }) => [
      name ?? t('course:days.list.unnamed'),
      occasion.name,
      formatTime(occasion.startsAt, t.locale),
      t(isWaiting ? 'course:days.list.waiting' : 'course:days.list.seat'),
      t(presentAt ? 'course:days.list.present' : 'course:days.list.absent'),
      presentBy ? t(`course:days.list.by.${presentBy}`) : '',
    ]);
    const csv = stringify([columns.map(column => t(`course:days.csv.${column}`)), ...cells], {
      bom: true,
      record_delimiter: 'windows',
      escape_formulas: true,
    });
    res.type('text/csv').set('Cache-Control', 'no-store');
    res.set('Content-Disposition', 'attachment; filename="list.csv"').send(csv);
  });

  return router;
}
