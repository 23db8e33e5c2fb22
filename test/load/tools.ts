import type { DemoTool } from '../../src/demo-lms/index.ts';
import { browse, formOf, walkLaunch } from '../support/lms.ts';
import type { BarePlatform } from './bare-tool.ts';
import type { Target } from './launch.ts';
import { registerByHand, type Platform } from './platform.ts';
import { freePort, startProgram, type Program } from './program.ts';

/** A tool in a process of its own, with a link in the course that leads to it. */
export interface MeasuredTool {
  program: Program;
  target: Target;
}

/** @returns the address of a database of that name on the engine */
export function databaseOn(engineUri: string, name: string): string {
  return engineUri.replace('/?', `/${name}?`);
}

const TITLE = 'Mitattava itsearviointi';
const CHOICE = {
  choice: 'new:self-assessment',
  'self-assessment.title': TITLE,
  'self-assessment.locale': '',
  'self-assessment.points': '1',
  'self-assessment.dueAt': '',
};

/** The teacher chooses a self-assessment in the tool's picker, and the LMS puts it on the course page. */
async function choose({ lms }: Platform, origin: string, tool: DemoTool): Promise<Target['link']> {
  const picker = await walkLaunch(lms, origin, lms.deepLinkingRequest(lms.teacher, { tool }));
  const ours = { jar: picker.jar, headers: { 'sec-fetch-site': 'same-origin' } };
  const { action, fields } = formOf(await browse(picker.url, ours, CHOICE));
  const returned = await browse(action, {}, fields);
  const link = lms.state.links.find(one => one.toolId === tool.id);
  if (!link) throw new Error(`the self-assessment was not placed: ${returned.body.slice(0, 1000)}`);
  return link;
}

/** Registers a running tool of ours with the platform and places a self-assessment. */
export async function placeOurs(
  platform: Platform,
  origin: string,
  registrationLink: string,
): Promise<Target> {
  const tool = await platform.lms.register(registrationLink, { activate: true });
  const link = await choose(platform, origin, tool);
  return { name: 'this tool', origin, link, expected: [TITLE, 'data-self-assessment'] };
}

/** @param env where its data are: `DATA_DIR`, and `MONGODB_URI` unless the engine is to be its own */
export async function startOurs(platform: Platform, env: Record<string, string>): Promise<MeasuredTool> {
  const fixed = { PORT: '0', DEMO: '0', ALLOW_HTTP_PLATFORMS: '1', LOG_LEVEL: 'warn' };
  const program = startProgram('.build/tool/main.js', [], { ...fixed, ...env });
  const origin = await program.said('The tool is served at');
  const target = await placeOurs(platform, origin, await program.said('registration link:'));
  return { program, target };
}

export async function startBare(platform: Platform, databaseUri: string): Promise<MeasuredTool> {
  const { lms } = platform;
  const port = String(await freePort());
  const origin = `http://localhost:${port}`;
  const tool = await registerByHand(platform, origin);
  const known: BarePlatform = {
    url: lms.issuer,
    name: lms.state.title,
    clientId: tool.clientId,
    authenticationEndpoint: `${lms.issuer}/lti/auth`,
    accesstokenEndpoint: `${lms.issuer}/lti/token`,
    authConfig: { method: 'JWK_SET', key: `${lms.issuer}/lti/keys` },
  };
  const program = startProgram('test/load/bare-tool.ts', [databaseUri, port, JSON.stringify(known)]);
  await program.said('serving');
  const link = lms.addLink({ tool, title: 'Bare ltijs' });
  return { program, target: { name: 'bare ltijs', origin, link, expected: ["It's alive!"] } };
}
