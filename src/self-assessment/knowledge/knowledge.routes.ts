import { Router, type Request, type Response } from 'express';
import { activityOf, requireTeacher } from '../../activities/request.ts';
import { pageFrame, parseBody, sendPage } from '../../http/index.ts';
import type { TextKey } from '../../i18n/index.ts';
import { AppError } from '../../kit/errors.ts';
import {
  presentQuestion,
  readAnswers,
  reviewAnswer,
  type GivenAnswers,
  type DraftQuestion,
} from '../../questions/index.ts';
import { KnowledgePage } from '../../../views/self-assessment/knowledge/knowledge-page.tsx';
import { KnowledgeResultPage } from '../../../views/self-assessment/knowledge/result-page.tsx';
import { KnowledgeSettingsPage } from '../../../views/self-assessment/knowledge/settings-page.tsx';
import { pathTo, readLearnerRequest, type LearnerRequest, type RouteParts } from '../learner-request.ts';
import { openRoundOf } from '../rounds.rules.ts';
import { knowledgeForm, knowledgeSettingsForm } from './knowledge.forms.ts';
import {
  attemptsLeft,
  knowledgeSettingsOf,
  maySeeFeedback,
  unansweredOf,
  type KnowledgeSettings,
} from './knowledge.rules.ts';
import type { Knowledge, KnowledgeStanding } from './knowledge.ts';

export interface KnowledgeParts {
  knowledge: Knowledge;
}

interface KnowledgeRequest extends LearnerRequest {
  questions: DraftQuestion[];
  settings: KnowledgeSettings;
  isGraded: boolean;
  /** Answers are taken now. */
  isOpen: boolean;
}

/** @throws AppError `activities/learners-only` (403); `http/not-found` (404) where the instrument asks no questions */
async function readRequest(req: Request, res: Response, parts: RouteParts): Promise<KnowledgeRequest> {
  const request = await readLearnerRequest(req, res, parts);
  const { check: questions = [] } = request.instrument;
  if (questions.length === 0) throw new AppError('http/not-found', { status: 404 });
  const activity = activityOf(res);
  const isOpen = openRoundOf(request.rounds) !== null;
  return {
    ...request,
    questions,
    settings: knowledgeSettingsOf(activity),
    isGraded: activity.gradeForm === 'points',
    isOpen,
  };
}

function sendQuestions(
  res: Response,
  { frame, questions, settings, isGraded }: KnowledgeRequest,
  { attempts }: KnowledgeStanding,
  answers: GivenAnswers,
  faults: Record<string, TextKey> = {},
): void {
  const asked = questions.map(question => presentQuestion(question, frame.t.locale));
  const left = isGraded ? attemptsLeft(settings, attempts.length) : null;
  const props = {
    frame,
    questions: asked,
    answers,
    taken: attempts.length,
    left,
    settings,
    isGraded,
    faults,
  };
  sendPage(res, KnowledgePage, props, Object.keys(faults).length > 0 ? 422 : 200);
}

function sendResult(res: Response, request: KnowledgeRequest, { attempts }: KnowledgeStanding): void {
  const { frame, questions, settings, isGraded, isOpen } = request;
  const last = attempts.at(-1);
  const isShown = last !== undefined && maySeeFeedback({ isGraded, isOpen });
  const reviews = questions.map(question => ({
    question: presentQuestion(question, frame.t.locale),
    answer: last?.answers[question.id],
    review: isShown ? reviewAnswer(question, last.answers[question.id], frame.t.locale) : undefined,
  }));
  const left = isGraded ? attemptsLeft(settings, attempts.length) : null;
  sendPage(res, KnowledgeResultPage, { frame, attempts, reviews, left, settings, isGraded, isOpen, isShown });
}

/** The knowledge check: asked, sent, and seen again; and how a teacher sets it up. */
export function createKnowledgeRoutes(parts: RouteParts & KnowledgeParts): Router {
  const { knowledge } = parts;
  const router = Router();

  router.get('/knowledge', async (req, res) => {
    const request = await readRequest(req, res, parts);
    const standing = await knowledge.load(request.taker, request.instrument.id);
    const { settings, isGraded, isOpen } = request;
    const { attempts, draft } = standing;
    const hasLeft = !isGraded || attemptsLeft(settings, attempts.length) !== 0;
    const isAsked = attempts.length === 0 || 'again' in req.query || Object.keys(draft).length > 0;
    if (isOpen && hasLeft && isAsked) sendQuestions(res, request, standing, draft);
    else sendResult(res, request, standing);
  });

  router.post('/knowledge', async (req, res) => {
    const request = await readRequest(req, res, parts);
    const { taker, instrument, questions, settings, isGraded, isOpen } = request;
    if (!isOpen) throw new AppError('self-assessment/round-closed', { status: 423 });
    const { act, taken } = parseBody(knowledgeForm, req);
    const { answers, faults } = readAnswers(questions, req.body, { besides: ['act', 'taken'] });
    if (act === 'send')
      for (const { id } of unansweredOf(questions, answers))
        faults[id] ??= 'self-assessment:knowledge.unanswered';
    if (Object.keys(faults).length > 0) {
      const standing = await knowledge.load(taker, instrument.id);
      sendQuestions(res, request, standing, answers, faults);
      return;
    }
    if (act === 'send') await knowledge.submit(taker, instrument, { answers, taken, settings, isGraded });
    else await knowledge.saveDraft(taker, instrument.id, answers, taken);
    res.redirect(303, pathTo(res, 'knowledge'));
  });

  router.get('/knowledge/settings', async (req, res) => {
    requireTeacher(res);
    const activity = activityOf(res);
    const { check = [] } = await parts.instrumentOf(activity);
    sendPage(res, KnowledgeSettingsPage, {
      frame: pageFrame(req, res),
      settings: knowledgeSettingsOf(activity),
      questions: check.length,
      isGraded: activity.gradeForm === 'points',
    });
  });

  router.post('/knowledge/settings', async (req, res) => {
    requireTeacher(res);
    const knowledge = parseBody(knowledgeSettingsForm, req);
    await parts.changeSettings(activityOf(res).id, { knowledge });
    res.redirect(303, pathTo(res, 'knowledge/settings'));
  });

  return router;
}
