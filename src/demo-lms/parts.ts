import type { I18n } from '../i18n/index.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Calls } from './calls.ts';
import type { LmsCore } from './core.ts';
import type { DeepLinking } from './deep-linking.ts';
import type { Launches, PostForm } from './launches.ts';
import type { Registration } from './registration.ts';
import type { RosterStyle } from './roster-paging.rules.ts';
import { getById, type Ref } from './state.ts';

/** What the routes of one LMS work with. */
export interface LmsParts {
  core: LmsCore;
  i18n: I18n;
  calls: Calls;
  tokens: AccessTokens;
  launches: Launches;
  deepLinking: DeepLinking;
  registration: Registration;
  /** How the roster is paged from now on. */
  rosterPaging: { style: RosterStyle };
}

/**
 * Begins the choice of content.
 * @param about course and tool, the first ones unless told; or the link that is edited, which knows both
 * @throws Error when one of them does not exist
 */
export function beginDeepLinking(
  { core: { state }, deepLinking, launches }: LmsParts,
  person: Ref,
  about: { course?: Ref; tool?: Ref; link?: Ref } = {},
): PostForm {
  const link = about.link === undefined ? null : getById(state.links, about.link);
  const course = getById(state.courses, link?.courseId ?? about.course ?? state.courses[0] ?? '');
  const tool = getById(state.tools, link?.toolId ?? about.tool ?? state.tools[0] ?? '');
  const chooser = getById(state.people, person);
  const start = { personId: chooser.id, courseId: course.id, toolId: tool.id, linkId: link?.id ?? null };
  const returnUrl = deepLinking.returnUrl(start);
  return launches.begin({
    type: 'LtiDeepLinkingRequest',
    person: chooser,
    course,
    tool,
    link,
    asLearner: false,
    returnUrl,
  });
}
