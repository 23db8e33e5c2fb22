import type { Request, Response } from 'express';
import type { Translate } from '../i18n/index.ts';
import { ASSETS_PATH, translateFor } from '../http/index.ts';

/** What a page of the LMS needs that stands in a frame and has no header. */
export interface BareFrame {
  t: Translate;
  assets: string;
}

export function bareFrame(req: Request, res: Response): BareFrame {
  return { t: translateFor(req, res), assets: ASSETS_PATH };
}
