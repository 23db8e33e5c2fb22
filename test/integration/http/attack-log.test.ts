import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import express from 'express';
import { expect } from 'chai';
import { pino } from 'pino';
import { requestLog } from '../../../src/http/index.ts';
import { closeServer, listen } from '../../support/lms.ts';

const ID = 'abcdefghijklmnop';
const SECRET = 's'.repeat(43);

/** Whoever reads the log must not be able to open what its readers have open, nor connect an LMS of their own. */
describe('the log of requests', () => {
  let server: Server;
  let port: number;
  let written = '';

  before(async () => {
    const app = express();
    const sink = new Writable({
      write(chunk, _encoding, done) {
        written += String(chunk);
        done();
      },
    });
    app.use(requestLog(pino({ level: 'debug' }, sink)));
    app.get('/l/:launch/page', (req, res) => void res.send(req.params.launch));
    app.get('/lti/register/:secret', (req, res) => void res.status(400).send(req.params.secret));
    server = createServer(app as unknown as RequestListener);
    port = await listen(server);
  });
  beforeEach(() => {
    written = '';
  });
  after(() => closeServer(server));

  /** Sends the target as it is: no client rewrites it. */
  async function get(target: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', chunk => (answer += String(chunk)));
    socket.end(`GET ${target} HTTP/1.1\r\nHost: tool\r\nConnection: close\r\n\r\n`);
    await once(socket, 'close');
    return answer;
  }

  const targets: [string, string][] = [
    ['a launch', `/l/${ID}~${SECRET}/page`],
    ['a launch, its first segment in another case', `/L/${ID}~${SECRET}/page`],
    ['a launch by the whole address, as a proxy may ask', `http://tool/l/${ID}~${SECRET}/page`],
    ['a launch that was mistyped', `//l/${ID}~${SECRET}/page`],
    ['a registration link that may be used again', `/lti/register/${SECRET}`],
    ['a registration link in another case', `/LTI/Register/${SECRET}?openid_configuration=x`],
    ['a calendar', `/course/calendar/${SECRET}.ics`],
    ['a calendar in another case, asked for as a proxy may', `http://tool//Course/CALENDAR/${SECRET}.ics?x`],
    ['an operator’s link', `/admin/sign-in?link=${SECRET}`],
    ['a query', `/l/${ID}/page?state=${SECRET}`],
  ];
  for (const [what, target] of targets) {
    it(`holds nothing that opens ${what}`, async () => {
      await get(target);
      expect(written).to.include('"path":').and.not.include(SECRET).and.not.include(ID);
    });
  }

  it('is one line a request, whatever its address is', async () => {
    await get('/x%0a{"level":60}\u0001');
    await get('/x%0a{"level":60}');
    expect(written.trim().split('\n')).to.have.length(1);
  });
});
