import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect } from 'chai';
import { LIMITS } from '../../../config/limits.ts';
import { createPatientServer } from '../../../src/listen.ts';
import {
  browse,
  closeServer,
  launchThrough,
  walkLogin,
  postToken,
  type RunningLms,
} from '../../support/lms.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

const STUDENTS = 200;

describe('caps', function () {
  this.timeout(60_000);
  let tool: RunningTool;
  let lms: RunningLms;

  before(async () => {
    tool = await startTool();
    const people = Array.from({ length: STUDENTS }, (_one, index) => ({
      givenName: 'Opiskelija',
      familyName: String(index),
      role: 'student' as const,
    }));
    lms = await tool.startLms({
      people: [{ givenName: 'Tiina', familyName: 'Opettaja', role: 'teacher' }, ...people],
    });
  });
  after(() => tool.close());

  it('are met neither by a class that starts at once behind one address nor by a hundred refused launches', async () => {
    const link = lms.addLink({ title: 'Osaamisen itsearviointi' });
    const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.teacher, link));
    const refused = await Promise.all(
      Array.from({ length: 100 }, () => {
        const params = { id_token: 'no.token.atall', state: login.state };
        return postToken(lms, tool.url, { url: `${tool.url}/lti/launch`, params }, { jar: login.jar });
      }),
    );
    expect(new Set(refused.map(({ status }) => status))).to.deep.equal(new Set([401]));
    const took: number[] = [];
    const launches = lms.state.people
      .filter(({ role }) => role === 'student')
      .map(async student => {
        const startedAt = performance.now();
        const { status } = await launchThrough(lms, tool.url, student, link);
        took.push(performance.now() - startedAt);
        return status;
      });
    const statuses = await Promise.all(launches);
    expect(statuses).to.have.length(STUDENTS);
    expect(new Set(statuses)).to.deep.equal(new Set([200]));
    const median = took.sort((a, b) => a - b)[STUDENTS / 2] ?? 0;
    expect(took.at(-1)).to.be.below(10 * median);
    expect(await tool.db.connection.collection('people_participants').countDocuments()).to.equal(STUDENTS);
  });

  it('end what no person sends: forms without end within one launch', async () => {
    const link = lms.addLink({ title: 'Osaamisen itsearviointi' });
    const { url, jar } = await launchThrough(lms, tool.url, lms.student, link);
    const language = new URL(`${url.pathname.split('/').slice(0, 3).join('/')}/language`, url);
    const post = () =>
      browse(language, { jar, headers: { 'sec-fetch-site': 'same-origin' } }, { locale: 'fi' });
    const all = await Promise.all(Array.from({ length: LIMITS.formsPerMinute }, post));
    expect(all.filter(({ status }) => status !== 303)).to.deep.equal([]);
    const over = await post();
    expect(over.status).to.equal(429);
    expect(Number(over.headers['retry-after'])).to.be.within(1, 60);
    const another = await launchThrough(lms, tool.url, lms.student, link);
    expect(another.status).to.equal(200);
  });

  it('end bodies that are too long, in the gate and in a launch', async () => {
    const link = lms.addLink({ title: 'Osaamisen itsearviointi' });
    const { url, jar } = await launchThrough(lms, tool.url, lms.student, link);
    const long = 'x'.repeat(LIMITS.formBytes);
    const ours = { 'sec-fetch-site': 'same-origin' };
    const language = new URL(`${url.pathname.split('/').slice(0, 3).join('/')}/language`, url);
    expect((await browse(language, { jar, headers: ours }, { locale: long })).status).to.equal(413);
    const launch = new URL('/lti/launch', tool.url);
    expect((await browse(launch, {}, { id_token: long, state: 'x' })).status).to.equal(413);
  });
});

describe('a slow sender', () => {
  const HEAD = 'POST / HTTP/1.1\r\nHost: tool\r\nContent-Length: 10\r\n';

  /** Sends the beginning of a request and waits. @returns what came back before the server closed */
  async function send(port: number, beginning: string): Promise<string> {
    const socket: Socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', chunk => (answer += String(chunk)));
    socket.write(beginning);
    await once(socket, 'close');
    return answer;
  }

  it('is sent away, with its head or its body unfinished, and others are served meanwhile', async () => {
    const patience = { headMs: 200, requestMs: 400, idleMs: 1000 };
    const server = createPatientServer((req, res) => {
      req.resume().on('end', () => res.end('ok'));
    }, patience);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const slow = Promise.all([send(port, HEAD), send(port, `${HEAD}\r\n12345`)]);
    expect((await fetch(`http://127.0.0.1:${String(port)}/`)).status).to.equal(200);
    const [head, body] = await slow;
    expect(head).to.match(/^HTTP\/1\.1 408 /);
    expect(body).to.match(/^HTTP\/1\.1 408 /);
    await closeServer(server);
  });
});
