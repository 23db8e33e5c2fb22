import type { Request, RequestHandler } from 'express';
import { HowToSignInPage } from '../../views/admin/how-to-sign-in-page.tsx';
import { pageFrame, sendPage } from '../http/index.ts';
import type { OperatorCookie } from './operator-cookie.ts';
import { OPERATOR_LINK_LIFE_MS } from './operator-link.store.ts';
import type { OperatorSession, OperatorSessions } from './operator-session.store.ts';

/** The session of a request, with its secret: what ends or changes it. */
export interface Operator extends OperatorSession {
  secret: string;
}

declare module 'express-serve-static-core' {
  interface Locals {
    /** Set behind `requireOperator`. */
    operator?: Operator;
  }
}

/** Finds out who asks. */
export type FindOperator = (req: Request) => Promise<Operator | null>;

export function createFindOperator(sessions: OperatorSessions, cookie: OperatorCookie): FindOperator {
  return async req => {
    const secret = cookie.find(req);
    const session = secret === null ? null : await sessions.find(secret);
    return secret === null || session === null ? null : { ...session, secret };
  };
}

/** Lets operators on. Anybody else gets a page (401) that says how to get in, whatever the address. */
export function requireOperator(findOperator: FindOperator): RequestHandler {
  return async (req, res, next) => {
    const operator = await findOperator(req);
    if (!operator) {
      const props = { frame: pageFrame(req, res), linkLifeMs: OPERATOR_LINK_LIFE_MS, hasLeft: false };
      sendPage(res, HowToSignInPage, props, 401);
      return;
    }
    res.locals.operator = operator;
    if (operator.locale) res.locals.locale = operator.locale;
    next();
  };
}
