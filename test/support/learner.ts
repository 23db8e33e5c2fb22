import type { DemoLink, DemoPerson } from '../../src/demo-lms/index.ts';
import { browse, chooseContent, formOf, launchThrough, type Answer, type RunningLms } from './lms.ts';
import type { CookieJar } from './cookie-jar.ts';

/** A teacher places a self-assessment by deep linking, over HTTP. @returns the new link */
export async function placeSelfAssessment(
  lms: RunningLms,
  toolUrl: string,
  fields: Record<string, string> = {},
): Promise<DemoLink> {
  const picker = await chooseContent(lms, toolUrl, lms.teacher);
  const choice = /name="choice"[^>]*value="([^"]+)"/.exec(picker.body)?.[1] ?? '';
  const how = { jar: picker.jar, headers: { 'sec-fetch-site': 'same-origin' } };
  const values = {
    choice,
    'self-assessment.usual.title': 'Osaamisen itsearviointi',
    'self-assessment.usual.points': '1',
    ...fields,
  };
  const returned = await browse(new URL(picker.url.pathname, picker.url), how, values);
  const { action, fields: hidden } = formOf(returned);
  await browse(action, { jar: picker.jar }, hidden);
  const link = lms.state.links.at(-1);
  if (!link) throw new Error(`no link was made: ${returned.status} ${returned.body.slice(0, 500)}`);
  return link;
}

/** A teacher places what the picker offers as this choice, by deep linking over HTTP. @returns the new link */
export async function placeChoice(
  lms: RunningLms,
  toolUrl: string,
  choice: `${string}:${string}`,
  fields: Record<string, string> = {},
): Promise<DemoLink> {
  const [kind = '', variant = ''] = choice.split(':');
  const prefix = `${kind}.${variant}.`;
  const named = Object.fromEntries(Object.entries(fields).map(([name, value]) => [prefix + name, value]));
  const title = { [`${prefix}title`]: variant, [`${prefix}points`]: '1' };
  return placeSelfAssessment(lms, toolUrl, { choice: `new:${choice}`, ...title, ...named });
}

/** A learner in a launch. */
export interface Learner {
  /** `http://tool/l/<id>/self-assessment/` */
  url: URL;
  jar: CookieJar;
  /** Saves one answer as the script does. @returns the HTTP status */
  save(statement: string, skill: number | string, headers?: Record<string, string>): Promise<number>;
  post(path: string, fields?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
}

/** Opens the link as this person. @throws Error when the launch does not end on a page of the tool */
export async function openAsLearner(
  lms: RunningLms,
  toolUrl: string,
  person: DemoPerson,
  link: DemoLink,
  jar?: CookieJar,
): Promise<Learner> {
  const walk = await launchThrough(lms, toolUrl, person, link, jar ? { jar } : {});
  if (walk.status !== 200)
    throw new Error(`the launch ended with ${walk.status}: ${walk.body.slice(0, 500)}`);
  const how = { jar: walk.jar, headers: { 'sec-fetch-site': 'same-origin' } };
  return {
    url: walk.url,
    jar: walk.jar,
    async save(statement, skill, headers = {}) {
      const response = await fetch(new URL('answer', walk.url), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          origin: walk.url.origin,
          cookie: walk.jar.header(new URL('answer', walk.url)) ?? '',
          ...headers,
        },
        body: JSON.stringify({ statement, skill }),
      });
      await response.arrayBuffer();
      return response.status;
    },
    post: (path, fields = {}) => browse(new URL(path, walk.url), how, fields),
    get: path => browse(new URL(path, walk.url), how),
  };
}
