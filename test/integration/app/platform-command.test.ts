import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import type { DemoTool } from '../../../src/demo-lms/index.ts';
import { ensureIndexes } from '../../../src/db/index.ts';
import { createPlatformStore } from '../../../src/lti/platform.store.ts';
import type { PlatformRegistry } from '../../../src/lti/platform.ts';
import { describeTool } from '../../../src/lti/tool-configuration.ts';
import { CommandFault, runPlatformCommand } from '../../../src/platform-commands.ts';
import { openTestDatabase, testDataDir } from '../../support/database.ts';
import { startGate } from '../../support/gate.ts';
import { launchThrough, startDemoLms } from '../../support/lms.ts';
import { settableClock } from '../../support/settable-clock.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PUBLIC_URL = 'https://tool.example.fi';
const MOODLE = ['--family', 'moodle', '--issuer', 'https://moodle.example.fi', '--client-id', 'abc'];

describe('npm run platform', () => {
  let platforms: PlatformRegistry;
  let close: () => Promise<void>;
  const clock = settableClock('2026-11-27T10:00:00Z');

  beforeEach(async () => {
    const db = await openTestDatabase();
    platforms = createPlatformStore(db, clock);
    await ensureIndexes(db);
    close = () => db.close();
  });
  afterEach(() => close());

  const run = (...args: string[]): Promise<string[]> =>
    runPlatformCommand(args, { platforms, clock, publicUrl: PUBLIC_URL, allowHttp: false });
  const faultOf = (...args: string[]): Promise<string> =>
    run(...args).then(
      () => 'none',
      (error: unknown) => (error instanceof CommandFault ? error.message : `thrown: ${String(error)}`),
    );

  it('fills in the addresses of an LMS that we know, and stores it as active', async () => {
    await run('add', ...MOODLE, '--deployment', '7', '--deployment', '7', '--name', 'Oma Moodle');
    const [platform] = await platforms.list();
    expect(platform).to.deep.include({
      issuer: 'https://moodle.example.fi',
      clientId: 'abc',
      authorizationUrl: 'https://moodle.example.fi/mod/lti/auth.php',
      tokenUrl: 'https://moodle.example.fi/mod/lti/token.php',
      jwksUrl: 'https://moodle.example.fi/mod/lti/certs.php',
      tokenAudience: null,
      productFamily: 'moodle',
      name: 'Oma Moodle',
      status: 'active',
      deployments: [{ id: '7', source: 'operator', addedAt: clock.now() }],
    });
  });

  it('knows Canvas’s issuer and hosts, Brightspace’s audience and Blackboard’s key set of each client', async () => {
    await run('add', '--family', 'canvas', '--client-id', '1');
    await run(
      'add',
      '--family',
      'brightspace',
      '--issuer',
      'https://koulu.brightspace.com/',
      '--client-id',
      '2',
    );
    await run('add', '--family', 'blackboard', '--client-id', '3', '--deployment', 'koulu');
    const [canvas, brightspace, blackboard] = await platforms.list();
    expect(canvas).to.include({
      issuer: 'https://canvas.instructure.com',
      authorizationUrl: 'https://sso.canvaslms.com/api/lti/authorize_redirect',
    });
    expect(brightspace).to.include({
      issuer: 'https://koulu.brightspace.com',
      jwksUrl: 'https://koulu.brightspace.com/d2l/.well-known/jwks',
      tokenAudience: 'https://api.brightspace.com/auth/token',
    });
    expect(blackboard?.jwksUrl).to.equal(
      'https://developer.blackboard.com/api/v1/management/applications/3/jwks.json',
    );
  });

  it('prefers what is given to what it knows', async () => {
    await run('add', ...MOODLE, '--jwks-url', 'https://moodle.example.fi/keys');
    expect((await platforms.list())[0]?.jwksUrl).to.equal('https://moodle.example.fi/keys');
  });

  it('prints what is to be typed into the LMS, the same that a registration tells', async () => {
    const printed = (await run('add', ...MOODLE)).join('\n');
    for (const text of [
      'https://tool.example.fi/lti/login',
      'https://tool.example.fi/lti/launch',
      'https://tool.example.fi/lti/keys',
      'https://tool.example.fi/icon.svg',
      'context_history=$Context.id.history',
      'user_groups=$Moodle.Person.userGroupIds',
      'given_name',
      'contextmembership.readonly',
      'configure a tool manually',
    ])
      expect(printed).to.include(text);
    expect((await run('tool', '--family', 'canvas')).join('\n')).to.not.include('$Moodle');
  });

  const FAULTS: [string, string[], string][] = [
    ['no command that there is', ['frobnicate'], 'There is no command frobnicate'],
    ['no command, but an object’s property', ['constructor'], 'There is no command constructor'],
    ['an option that there is not', ['add', '--nmae', 'x'], "Unknown option '--nmae'"],
    ['an option without its value', ['add', '--issuer'], '--issuer'],
    ['no client id', ['add', '--family', 'canvas'], '--client-id must be given'],
    ['an unknown family', ['add', '--family', 'x', '--client-id', '1'], '--family must be one of moodle'],
    ['no issuer', ['add', '--family', 'moodle', '--client-id', '1'], '--issuer must be given'],
    ['http', ['add', ...MOODLE, '--token-url', 'http://moodle.example.fi/t'], '--token-url must be an https'],
    ['no address', ['add', ...MOODLE, '--issuer', 'moodle'], '--issuer must be an https address'],
    ['a password in an address', ['add', ...MOODLE, '--jwks-url', 'https://a:b@x.fi/'], '--jwks-url must be'],
    [
      'a client id with a space',
      ['add', ...MOODLE, '--client-id', 'a b'],
      '--client-id must not have spaces',
    ],
    [
      'addresses that cannot be known',
      ['add', '--issuer', 'https://x.fi', '--client-id', '1'],
      '--auth-url must be given',
    ],
    [
      'Sakai without its token address',
      ['add', '--family', 'sakai', '--issuer', 'https://x.fi', '--client-id', '1'],
      '--token-url must be given for Sakai',
    ],
    [
      'Blackboard without a school',
      ['add', '--family', 'blackboard', '--client-id', '1'],
      '--deployment must be given',
    ],
    ['a platform that is not known', ['show', 'x'], 'No platform is called x'],
    ['no platform', ['disable'], 'Which platform?'],
  ];
  for (const [what, args, fault] of FAULTS) {
    it(`says in plain words when it is given ${what}`, async () => {
      expect(await faultOf(...args)).to.include(fault);
      expect(await platforms.list()).to.have.length(0);
    });
  }

  it('names every fault, one a line', async () => {
    const lines = (await faultOf('add', '--issuer', 'x', '--jwks-url', 'y')).split('\n');
    expect(lines.map(line => line.split(' ')[0])).to.have.members(['--issuer', '--jwks-url', '--client-id']);
  });

  it('stores one issuer and client id once, and a second client id beside it', async () => {
    await run('add', ...MOODLE);
    expect(await faultOf('add', ...MOODLE)).to.include('is known already');
    await run('add', ...MOODLE, '--client-id', 'second');
    expect(await platforms.list()).to.have.length(2);
    expect(await faultOf('show', 'https://moodle.example.fi')).to.include('Several match');
  });

  it('closes and opens a platform, named by its id, the beginning of it, its issuer or its name', async () => {
    await run('add', ...MOODLE, '--name', 'Oma');
    const [{ id } = { id: '' }] = await platforms.list();
    for (const name of [id, id.slice(0, 6), 'https://moodle.example.fi', 'Oma']) {
      await run('disable', name);
      expect((await run('list')).join()).to.include('disabled');
      await run('enable', name);
      expect((await run('show', name)).join('\n')).to.match(/status +enabled/);
    }
  });

  it('adds and removes deployments, but never the last one, which would let in the next comer', async () => {
    await run('add', ...MOODLE, '--deployment', 'a');
    await run('add-deployment', 'moodle.example.fi', 'b');
    expect(await faultOf('add-deployment', 'moodle.example.fi', 'b')).to.include('known already');
    await run('remove-deployment', 'moodle.example.fi', 'a');
    expect(await faultOf('remove-deployment', 'moodle.example.fi', 'a')).to.include('not known');
    expect(await faultOf('remove-deployment', 'moodle.example.fi', 'b')).to.include('the only one');
    expect((await platforms.list())[0]?.deployments.map(one => one.id)).to.deep.equal(['b']);
  });

  it('lets nothing that a platform sent steer the terminal', async () => {
    await run('add', ...MOODLE, '--deployment', 'a');
    const [{ id } = { id: '' }] = await platforms.list();
    await platforms.addDeployment(id, 'x\u001b[2J\u202e', 'first-launch');
    expect((await run('show', id)).join('\n')).to.include('x?[2J?');
  });

  it('connects an LMS so that its people come in, until it is closed', async () => {
    const gate = await startGate();
    const lms = await startDemoLms();
    try {
      const typed = new Map(describeTool(gate.url, 'moodle').lines);
      const tool: DemoTool = {
        id: '77',
        clientId: 'typed-by-hand',
        name: 'SOSRAKE',
        description: '',
        status: 'active',
        domain: typed.get('domain') ?? '',
        targetLinkUri: typed.get('launch and redirect URL') ?? '',
        loginUrl: typed.get('login URL') ?? '',
        redirectUris: [typed.get('launch and redirect URL') ?? ''],
        jwksUrl: typed.get('key set (JWKS) URL') ?? '',
        deepLinkUrl: typed.get('deep linking URL') ?? '',
        custom: {},
        scopes: [],
        sendsNames: true,
        sendsEmail: false,
      };
      lms.state.tools.push(tool);
      const added = ['add', '--issuer', lms.issuer, '--client-id', 'typed-by-hand'];
      const addresses = ['--auth-url', `${lms.issuer}/lti/auth`, '--token-url', `${lms.issuer}/lti/token`];
      const { platforms: registry } = gate.gate;
      const tools = { platforms: registry, clock, publicUrl: gate.url, allowHttp: true };
      await runPlatformCommand([...added, ...addresses, '--jwks-url', `${lms.issuer}/lti/keys`], tools);
      const link = lms.addLink({ title: 'x' });
      expect((await launchThrough(lms, gate.url, lms.student, link)).body).to.include('opened');
      await runPlatformCommand(['disable', lms.issuer], tools);
      expect((await launchThrough(lms, gate.url, lms.student, link)).body).to.not.include('opened');
    } finally {
      await lms.close();
      await gate.close();
    }
  });

  /** The command as it is typed, in a process of its own, beside the running engine. */
  async function type(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const env = {
      PATH: process.env.PATH,
      DATA_DIR: await testDataDir(),
      NODE_ENV: '',
      ALLOW_HTTP_PLATFORMS: '0',
    };
    return new Promise(resolve => {
      const program = ['--import', 'tsx', join(ROOT, 'src/platform.ts'), ...args];
      execFile(process.execPath, program, { cwd: ROOT, env }, (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out, err });
      });
    });
  }

  it('ends with 0 and the lines, or with 1 and one line without a trace of the stack', async function () {
    this.timeout(60_000);
    const added = await type('add', ...MOODLE);
    expect([added.code, added.err], added.out).to.deep.equal([0, '']);
    expect(added.out).to.include('Connected: moodle.example.fi');
    const again = await type('add', ...MOODLE);
    expect([again.code, again.out]).to.deep.equal([1, '']);
    expect(again.err.trim().split('\n')).to.have.length(1);
    expect(again.err).to.not.match(/\bat |Error/);
    const help = await type('--help');
    expect([help.code, help.err]).to.deep.equal([0, '']);
    expect(help.out).to.include('add-deployment <platform> <id>');
  });
});
