import type { Request, Response } from 'express';
import { localeOfHeader } from '../i18n/index.ts';
import type { I18n, Locale, TextKey, Translate } from '../i18n/index.ts';
import { ASSETS_PATH } from './assets.ts';

/** What every page's frame needs to know; views take it as their `frame` prop. */
export interface PageFrame {
  t: Translate;
  assets: string;
  /** Where the language links lead: absent on pages before a launch. */
  languagePath?: string | undefined;
  /** Base path of the launch, `/l/<id>`, without a slash at its end; absent on pages before a launch. */
  base?: string | undefined;
  /** A teacher's trial run: the page says so, and offers to clear it. */
  isTrial: boolean;
  /** The launch can be left for the LMS that it came from. */
  canLeave: boolean;
  /** Of a page of an activity inside another: the way back to that one. */
  back?: WayBack | undefined;
}

/** A link that stands above the title. */
export interface WayBack {
  /** Below `/l/<launch>/`. */
  path: string;
  /** Has the title in it. */
  text: TextKey;
  title: string;
}

declare module 'express-serve-static-core' {
  interface Locals {
    i18n: I18n;
    /** Chosen by the launch's session; else the browser's languages are asked. */
    locale?: Locale;
    /** `/l/<id>` within a launch. */
    base?: string;
    /** Whether this launch is a teacher's trial run. */
    isTrial?: boolean;
    /** Set where the launch said to which of its platform's addresses it leads back. */
    canLeave?: boolean;
    /** Set where the page's activity is inside another. */
    back?: WayBack;
  }
}

/** @returns the translator in the reader's language. */
export function translateFor(req: Request, res: Response): Translate {
  return res.locals.i18n.t(res.locals.locale ?? localeOfHeader(req.get('accept-language')));
}

/** @returns the frame of a page for this request. */
export function pageFrame(req: Request, res: Response): PageFrame {
  return {
    t: translateFor(req, res),
    assets: ASSETS_PATH,
    base: res.locals.base,
    isTrial: res.locals.isTrial ?? false,
    canLeave: res.locals.canLeave ?? false,
    back: res.locals.back,
    languagePath: res.locals.base ? `${res.locals.base}/language` : undefined,
  };
}
