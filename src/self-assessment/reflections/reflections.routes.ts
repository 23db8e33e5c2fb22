import { Router, type Request, type Response } from 'express';
import { parseBody, sendPage } from '../../http/index.ts';
import { ReflectionsPage } from '../../../views/self-assessment/reflections/reflections-page.tsx';
import type { Instrument } from '../instrument.rules.ts';
import { pathTo, readRoundRequest, type RoundRequest, type RouteParts } from '../learner-request.ts';
import { stateIn, type ProgressRecord } from '../progress.rules.ts';
import type { PseudonymStore } from '../pseudonym.store.ts';
import type { ProgressStore } from '../progress.store.ts';
import type { Round } from '../rounds.rules.ts';
import { reflectionsForm } from './reflections.forms.ts';
import type { ReflectionStore, Texts } from './reflections.store.ts';

export interface ReflectionParts {
  reflections: ReflectionStore;
  pseudonyms: Pick<PseudonymStore, 'find'>;
  progress: Pick<ProgressStore, 'find'>;
}

/** @returns what the person wrote in a round, by the question's id; nothing where nothing is asked */
export async function findOwnTexts(
  { pseudonyms, reflections }: ReflectionParts,
  progress: ProgressRecord,
  round: Round,
  instrument: Instrument,
): Promise<Texts> {
  if (!instrument.reflections?.length) return {};
  const pseudonym = await pseudonyms.find(progress, instrument.id);
  return pseudonym === null ? {} : reflections.find({ pseudonym, activityId: progress.activityId, round });
}

/** The open questions, which may be left empty; who has sent the round, or is asked none, goes on to sending. */
export function createReflectionRoutes(parts: RouteParts & ReflectionParts): Router {
  const { reflections } = parts;
  const router = Router();

  /** @returns where the person's texts lie, or null for someone who is not asked now */
  const placeOf = async ({ taker, round, instrument }: RoundRequest) => {
    const progress = await parts.progress.find(taker);
    const isAsked = (instrument.reflections?.length ?? 0) > 0 && stateIn(progress, round) === 'under-way';
    const pseudonym = isAsked && progress ? await parts.pseudonyms.find(progress, instrument.id) : null;
    const { activityId, isTrial } = taker;
    return pseudonym === null ? null : { pseudonym, activityId, round, isTrial };
  };
  const send = (res: Response, { frame, instrument }: RoundRequest, texts: Texts): void => {
    sendPage(res, ReflectionsPage, { frame, questions: instrument.reflections ?? [], texts });
  };

  router.get('/reflections', async (req: Request, res) => {
    const request = await readRoundRequest(req, res, parts);
    const place = await placeOf(request);
    if (place) send(res, request, await reflections.find(place));
    else res.redirect(303, pathTo(res, 'submit'));
  });

  router.post('/reflections', async (req, res) => {
    const request = await readRoundRequest(req, res, parts);
    const place = await placeOf(request);
    const texts = parseBody(reflectionsForm(request.instrument), req);
    const given = Object.entries(texts).filter((one): one is [string, string] => one[1] !== undefined);
    if (place && given.length > 0) await reflections.save(place, Object.fromEntries(given));
    res.redirect(303, pathTo(res, 'submit'));
  });

  return router;
}
