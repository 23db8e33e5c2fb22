import { Router } from 'express';
import { activityOf, requireTeacher } from '../activities/request.ts';
import { pageFrame, parseBody, sendPage } from '../http/index.ts';
import type { Locale } from '../i18n/index.ts';
import { AppError } from '../kit/errors.ts';
import { RoundsPage, type RoundRow } from '../../views/self-assessment/rounds-page.tsx';
import { pathTo, type RouteParts } from './learner-request.ts';
import { stateIn, type ProgressRecord } from './progress.rules.ts';
import { minimumOf } from './group/minimum.rules.ts';
import { minimumForm, reopenForm, roundForm } from './rounds.forms.ts';
import { latestRoundOf, mayOpen, ROUNDS, stateOf, type Round, type Rounds } from './rounds.rules.ts';

function rowOf(rounds: Rounds, round: Round, everyone: readonly ProgressRecord[]): RoundRow {
  return {
    round,
    state: stateOf(rounds, round),
    openedAt: rounds[round]?.openedAt ?? null,
    closedAt: rounds[round]?.closedAt ?? null,
    done: everyone.filter(one => stateIn(one, round) === 'done').length,
    mayOpen: mayOpen(rounds, round),
  };
}

/** Those without a name come last. */
function byName(locale: Locale): (a: { name: string | null }, b: { name: string | null }) => number {
  const { compare } = new Intl.Collator(locale);
  return (a, b) => Number(a.name === null) - Number(b.name === null) || compare(a.name ?? '', b.name ?? '');
}

/** The teacher's page of rounds: opens and closes them, and lets one person change what they sent. */
export function createRoundRoutes(parts: RouteParts): Router {
  const { clock, rounds, progress, people, takingPart } = parts;
  const router = Router();

  router.get('/rounds', async (req, res) => {
    requireTeacher(res);
    const activity = activityOf(res);
    const [found, everyone] = await Promise.all([rounds.find(activity.id), progress.list(activity.id)]);
    const latest = latestRoundOf(found);
    const done = everyone.filter(one => stateIn(one, latest) === 'done').map(one => one.participantId);
    const frame = pageFrame(req, res);
    const persons = await people.findParticipants(done);
    sendPage(res, RoundsPage, {
      frame,
      rows: ROUNDS.map(round => rowOf(found, round, everyone)),
      latest,
      minimum: minimumOf(activity),
      persons: persons.map(({ id, name }) => ({ id, name })).sort(byName(frame.t.locale)),
    });
  });

  router.post('/rounds', async (req, res) => {
    requireTeacher(res);
    const { round, act } = parseBody(roundForm, req);
    const { id } = activityOf(res);
    const now = clock.now();
    if (act === 'close') {
      if (await rounds.close(id, round, now)) await parts.onRoundClosed(activityOf(res), round);
    } else {
      const found = await rounds.find(id);
      const hasOpened = mayOpen(found, round) && (await rounds.open(id, round, found, now));
      if (!hasOpened) throw new AppError('self-assessment/round-not-opened', { status: 409 });
    }
    res.redirect(303, pathTo(res, 'rounds'));
  });

  router.post('/rounds/minimum', async (req, res) => {
    requireTeacher(res);
    await parts.changeSettings(activityOf(res).id, parseBody(minimumForm, req));
    res.redirect(303, pathTo(res, 'rounds'));
  });

  router.post('/rounds/reopen', async (req, res) => {
    requireTeacher(res);
    const { round, participant } = parseBody(reopenForm, req);
    const activity = activityOf(res);
    const { id } = await parts.instrumentOf(activity);
    // In a closed round nobody could send again: they would be left without their result.
    if (stateOf(await rounds.find(activity.id), round) === 'open')
      await takingPart.reopen(activity.id, participant, round, id);
    res.redirect(303, pathTo(res, 'rounds'));
  });

  return router;
}
