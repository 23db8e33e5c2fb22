import { z } from 'zod';
import { AppError } from '../kit/errors.ts';
import { HOUR_MS } from '../kit/clock.ts';
import { newToken } from '../kit/ids.ts';
import type { LmsCore } from './core.ts';
import { addLink, changeLink, type LinkInput } from './courses.ts';
import { findById, type DemoLink, type DemoTool } from './state.ts';
import type { ToolKeys } from './tool-keys.ts';

const C = 'https://purl.imsglobal.org/spec/lti/claim';
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim';

/** Some tools send numbers and switches in custom parameters; they arrive as text. */
const customValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));

const Item = z.object({
  type: z.string(),
  title: z.string().optional(),
  text: z.string().optional(),
  url: z.string().optional(),
  custom: customValues.optional(),
  lineItem: z
    .object({
      scoreMaximum: z.number().optional(),
      resourceId: z.string().optional(),
      tag: z.string().optional(),
      submissionReview: z.object({ url: z.string().optional(), custom: customValues.optional() }).optional(),
    })
    .optional(),
});

const Answer = z.object({
  nonce: z.string().min(1),
  [`${C}/deployment_id`]: z.string(),
  [`${C}/message_type`]: z.literal('LtiDeepLinkingResponse'),
  [`${C}/version`]: z.literal('1.3.0'),
  [`${DL}/content_items`]: z.array(Item).optional(),
});

/** What came of an answer: the links that were made or changed, and the tool's own words. */
export interface DeepLinkingOutcome {
  courseId: string;
  /** Who had sent the request: the page that answers is in this person's language. */
  personId: string;
  links: DemoLink[];
  /** The answer came to a window of its own, where nobody takes it over. */
  isLost: boolean;
  message: string | null;
  errorMessage: string | null;
}

/** Answers to deep linking. No cookie comes back with them, so the return address carries a token. */
export interface DeepLinking {
  /** @returns the return address of one request. */
  returnUrl(request: DeepLinkingStart): string;
  /**
   * Takes the tool's answer (Deep Linking 2.0, 4.5).
   * @param isFramed false: it came to a window of its own. As in Moodle it is good then, and nothing comes of it
   * @throws AppError 400 for an unknown return address or an answer that cannot be trusted; then nothing changes
   */
  accept(returnToken: string, jwt: unknown, isFramed?: boolean): Promise<DeepLinkingOutcome>;
}

/** Who chooses content, and for what. */
export interface DeepLinkingStart {
  personId: string;
  courseId: string;
  toolId: string;
  /** The activity that is edited, or null for a new one. */
  linkId: string | null;
}

interface Returning extends DeepLinkingStart {
  expiresAt: number;
}

function refuse(detail: string): AppError {
  return new AppError('demo-lms/answer-refused', { status: 400, detail });
}

function inputOf(item: z.infer<typeof Item>, tool: DemoTool): LinkInput {
  const { lineItem } = item;
  return {
    toolId: tool.id,
    title: item.title || tool.name,
    text: item.text,
    url: item.url ?? null,
    custom: item.custom,
    lineItem: lineItem && { ...lineItem, scoreMaximum: lineItem.scoreMaximum ?? 100 },
  };
}

/** @returns the deep linking of one LMS. */
export function createDeepLinking(core: LmsCore, toolKeys: ToolKeys): DeepLinking {
  const { state, clock } = core;
  const returning = new Map<string, Returning>();
  const usedNonces = new Set<string>();

  async function read(
    tool: DemoTool,
    jwt: string,
  ): Promise<z.infer<typeof Answer> & Record<string, unknown>> {
    const claims = await toolKeys.verify(tool, jwt, state.issuer).catch((error: unknown) => {
      throw refuse(String(error));
    });
    const parsed = Answer.safeParse(claims);
    if (!parsed.success) throw refuse(parsed.error.message);
    if (parsed.data[`${C}/deployment_id`] !== tool.id) throw refuse('another deployment');
    const nonce = `${tool.id} ${parsed.data.nonce}`;
    if (usedNonces.has(nonce)) throw refuse('nonce used before');
    usedNonces.add(nonce);
    return { ...claims, ...parsed.data };
  }

  /** Several make several, but an edited link is written once for each of them: the last one stays, as in Moodle. */
  function put(from: Returning, tool: DemoTool, items: z.infer<typeof Item>[]): DemoLink[] {
    const inputs = items.filter(item => item.type === 'ltiResourceLink').map(item => inputOf(item, tool));
    const edited = from.linkId === null ? null : findById(state.links, from.linkId);
    if (!edited) return inputs.map(input => addLink(core, from.courseId, input));
    for (const input of inputs) changeLink(core, edited, input);
    return inputs.length > 0 ? [edited] : [];
  }

  return {
    returnUrl(request) {
      const now = clock.now().getTime();
      for (const [token, { expiresAt }] of returning) if (expiresAt <= now) returning.delete(token);
      const token = newToken(16);
      returning.set(token, { ...request, expiresAt: now + 8 * HOUR_MS });
      return `${state.issuer}/lti/deep-linking/${token}`;
    },
    async accept(returnToken, jwt, isFramed = true) {
      const from = returning.get(returnToken);
      const tool = from && findById(state.tools, from.toolId);
      if (!tool || from.expiresAt <= clock.now().getTime()) throw refuse('unknown return address');
      if (typeof jwt !== 'string') throw refuse('no JWT');
      const answer = await read(tool, jwt);
      const said = (name: string): string | null => {
        const words = answer[`${DL}/${name}`];
        return typeof words === 'string' && words !== '' ? words : null;
      };
      const errorMessage = said('errormsg');
      const items = answer[`${DL}/content_items`] ?? [];
      const links = errorMessage === null && isFramed ? put(from, tool, items) : [];
      returning.delete(returnToken);
      const { courseId, personId } = from;
      return { courseId, personId, links, isLost: !isFramed, message: said('msg'), errorMessage };
    },
  };
}
