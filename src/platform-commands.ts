import { parseArgs } from 'node:util';
import type { Clock } from './kit/clock.ts';
import { AppError } from './kit/errors.ts';
import {
  describeTool,
  LMS_FAMILIES,
  readPlatformForm,
  type LmsFamily,
  type Platform,
  type PlatformField,
  type PlatformRegistry,
} from './lti/index.ts';

/** Something that the operator can mend, in one line. */
export class CommandFault extends Error {}

export interface CommandTools {
  platforms: PlatformRegistry;
  clock: Clock;
  publicUrl: string;
  allowHttp: boolean;
}

const OPTIONS = {
  family: 'family',
  issuer: 'issuer',
  'client-id': 'clientId',
  name: 'name',
  deployment: 'deployments',
  'auth-url': 'authorizationUrl',
  'token-url': 'tokenUrl',
  'jwks-url': 'jwksUrl',
  'token-audience': 'tokenAudience',
} as const satisfies Record<string, PlatformField>;

export const USAGE = `Connects learning platforms by hand. The running tool sees a change within ten seconds.

  npm run --silent platform -- <command>

  tool [--family <lms>]                what to type into the LMS
  add --client-id <id> …               connects an LMS; prints what to type into it
      --family <lms>                   ${LMS_FAMILIES.join(', ')}:
                                       fills in the addresses that are the same everywhere
      --issuer <address>               who signs the launches
      --auth-url, --token-url, --jwks-url <address>
      --token-audience <text>          only where it is not the token address
      --deployment <id>                may be given several times; without one, that of the
                                       first signed launch is let in
      --name <text>                    for people
  list                                 all platforms
  show <platform>                      one of them
  enable <platform>                    lets its launches in again
  disable <platform>                   refuses its launches; everything stored stays
  add-deployment <platform> <id>
  remove-deployment <platform> <id>

A platform is named by its id or the beginning of it, its issuer, or its name.`;

/** What other systems sent stands in a terminal: nothing in it may steer the terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?');
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, text]) => `  ${label.padEnd(width)}  ${plain(text)}`);
}

function describe(platform: Platform): string[] {
  const { tokenAudience, deployments } = platform;
  return table([
    ['id', platform.id],
    ['name', platform.name],
    ['status', platform.status === 'active' ? 'enabled' : 'disabled'],
    ['LMS', platform.productFamily ?? 'not said'],
    ['issuer', platform.issuer],
    ['client id', platform.clientId],
    ['authorization', platform.authorizationUrl],
    ['token', platform.tokenUrl],
    ...(tokenAudience === null ? [] : [['token audience', tokenAudience] as const]),
    ['key set', platform.jwksUrl],
    ['deployments', deployments.map(one => one.id).join(', ') || 'that of the first signed launch'],
  ]);
}

/** @throws CommandFault when it is none, or several */
async function getPlatform(platforms: PlatformRegistry, wanted: string | undefined): Promise<Platform> {
  if (!wanted) throw new CommandFault('Which platform? `list` shows them.');
  const all = await platforms.list();
  const exact = all.filter(one => [one.id, one.issuer, one.name].includes(wanted));
  const found = exact.length > 0 ? exact : all.filter(one => one.id.startsWith(wanted));
  const [first, second] = found;
  if (!first) throw new CommandFault(`No platform is called ${plain(wanted)}; \`list\` shows them.`);
  if (second) throw new CommandFault(`Several match: ${found.map(one => one.id).join(', ')}`);
  return first;
}

function readFamily(family: string | undefined): LmsFamily | null {
  if (family === undefined) return null;
  const known = LMS_FAMILIES.find(one => one === family);
  if (!known) throw new CommandFault(`--family must be one of ${LMS_FAMILIES.join(', ')}`);
  return known;
}

function renderTool(tools: CommandTools, family: LmsFamily | null): string[] {
  const { where, lines } = describeTool(tools.publicUrl, family);
  return [
    where === null ? 'To be typed into the LMS:' : `To be typed into the LMS (${where}):`,
    ...table(lines),
  ];
}

/** `--client-id=5` becomes `{ clientId: '5' }`. @throws CommandFault with one line for each fault */
async function add(tools: CommandTools, values: Record<string, unknown>): Promise<string[]> {
  const input = Object.fromEntries(Object.entries(OPTIONS).map(([option, field]) => [field, values[option]]));
  const result = readPlatformForm(input, tools.allowHttp, tools.clock.now());
  if (!result.ok) {
    const optionOf = new Map<string, string>(
      Object.entries(OPTIONS).map(([option, field]) => [field, option]),
    );
    const lines = result.faults.map(({ field, fault }) => `--${optionOf.get(field) ?? field} ${fault}`);
    throw new CommandFault([...new Set(lines)].join('\n'));
  }
  const family = readFamily(values['family'] as string | undefined);
  const platform = await tools.platforms.insert(result.platform).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'lti/platform-exists') throw error;
    throw new CommandFault('A platform with this issuer and client id is known already; `list` shows it.');
  });
  return [`Connected: ${plain(platform.name)}`, ...describe(platform), '', ...renderTool(tools, family)];
}

async function setStatus(tools: CommandTools, wanted: string | undefined, status: Platform['status']) {
  const { id, name } = await getPlatform(tools.platforms, wanted);
  await tools.platforms.update(id, { status });
  return [`${status === 'active' ? 'Enabled' : 'Disabled'}: ${plain(name)}`];
}

async function list({ platforms }: CommandTools): Promise<string[]> {
  const all = await platforms.list();
  if (all.length === 0) return ['No platform is known.'];
  return all.map(one =>
    plain(
      `${one.id}  ${one.status === 'active' ? 'enabled ' : 'disabled'}  ${one.name}  ${one.issuer}  ${one.clientId}`,
    ),
  );
}

async function addDeployment({ platforms }: CommandTools, [wanted, deploymentId]: string[]) {
  const { id, name } = await getPlatform(platforms, wanted);
  if (!deploymentId) throw new CommandFault('Which deployment id?');
  if (!(await platforms.addDeployment(id, deploymentId, 'operator')))
    throw new CommandFault('This deployment is known already.');
  return [`Added: ${plain(deploymentId)} of ${plain(name)}`];
}

async function removeDeployment({ platforms }: CommandTools, [wanted, deploymentId]: string[]) {
  const { id, name, deployments } = await getPlatform(platforms, wanted);
  if (!deployments.some(one => one.id === deploymentId))
    throw new CommandFault('This deployment is not known; `show` lists them.');
  if (!(await platforms.removeDeployment(id, deploymentId ?? '')))
    throw new CommandFault(
      'It is the only one, and the next launch would bring its own: add another first, or disable the platform.',
    );
  return [`Removed: ${plain(deploymentId ?? '')} of ${plain(name)}`];
}

function parse(args: string[]) {
  const string = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...(Object.fromEntries(Object.keys(OPTIONS).map(name => [name, string])) as Record<
          keyof typeof OPTIONS,
          typeof string
        >),
        deployment: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new CommandFault(`${(error as Error).message.split('.')[0] ?? ''}. --help shows what there is.`);
  }
}

/**
 * @param args as typed after `platform --`
 * @returns the lines to print
 * @throws CommandFault for what the operator can mend, in one line a fault
 */
export async function runPlatformCommand(args: string[], tools: CommandTools): Promise<string[]> {
  const { values, positionals } = parse(args);
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) return USAGE.split('\n');
  const commands: Record<string, () => Promise<string[]> | string[]> = {
    tool: () => renderTool(tools, readFamily(values.family)),
    add: () => add(tools, values),
    list: () => list(tools),
    show: async () => describe(await getPlatform(tools.platforms, rest[0])),
    enable: () => setStatus(tools, rest[0], 'active'),
    disable: () => setStatus(tools, rest[0], 'disabled'),
    'add-deployment': () => addDeployment(tools, rest),
    'remove-deployment': () => removeDeployment(tools, rest),
  };
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!run) throw new CommandFault(`There is no command ${plain(command)}; --help shows what there is.`);
  return run();
}
