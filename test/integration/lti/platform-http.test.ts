import { createServer, type RequestListener, type Server } from 'node:http';
import { expect } from 'chai';
import {
  createPlatformHttp,
  PlatformUnreachable,
  type PlatformHttp,
} from '../../../src/lti/platform-http.ts';
import { closeServer, listen } from '../../support/lms.ts';

describe('a call to a platform', () => {
  let server: Server;
  let url: string;
  let listener: RequestListener;
  const http = createPlatformHttp({ allowHttp: true, timeoutMs: 300, maxBytes: 1000 });

  const faultOf = async (send: Promise<unknown>): Promise<string> => {
    try {
      await send;
    } catch (error) {
      expect(error).to.be.instanceOf(PlatformUnreachable);
      return (error as PlatformUnreachable).fault;
    }
    return 'none';
  };

  before(async () => {
    server = createServer((req, res) => {
      listener(req, res);
    });
    url = `http://127.0.0.1:${String(await listen(server))}`;
  });
  after(() => closeServer(server));

  it('gives status, headers and body, and says who calls', async () => {
    listener = (req, res) => {
      res
        .writeHead(404, { link: '<x>; rel="next"' })
        .end(`${req.method ?? ''} ${req.headers['user-agent'] ?? ''}`);
    };
    const response = await http(url, { method: 'POST', body: 'x' });
    expect(response.status).to.equal(404);
    expect(response.headers.link).to.equal('<x>; rel="next"');
    expect(response.body).to.equal('POST sosrake-lti');
  });

  it('ends when there is no answer in time', async () => {
    listener = () => undefined;
    expect(await faultOf(http(url))).to.equal('timeout');
  });

  it('ends when the body does not come to its end in time', async () => {
    listener = (_req, res) => {
      res.writeHead(200).write('half');
    };
    expect(await faultOf(http(url))).to.equal('timeout');
  });

  it('may be more impatient', async () => {
    listener = () => undefined;
    const startedAt = performance.now();
    expect(await faultOf(http(url, { timeoutMs: 50 }))).to.equal('timeout');
    expect(performance.now() - startedAt).to.be.below(250);
  });

  it('takes no body over the cap', async () => {
    listener = (_req, res) => {
      res.end('x'.repeat(1001));
    };
    expect(await faultOf(http(url))).to.equal('too-large');
    listener = (_req, res) => {
      res.end('x'.repeat(1000));
    };
    expect((await http(url)).body).to.have.length(1000);
  });

  it('notices a cut connection, before and within the answer', async () => {
    listener = req => req.socket.destroy();
    expect(await faultOf(http(url))).to.equal('network');
    listener = (req, res) => {
      res.writeHead(200, { 'content-length': '10' }).write('half', () => req.socket.destroy());
    };
    expect(await faultOf(http(url))).to.equal('network');
  });

  it('notices that nobody listens', async () => {
    expect(await faultOf(http('http://127.0.0.1:1'))).to.equal('network');
  });

  it('follows a GET’s redirect within the origin, with its headers', async () => {
    listener = (req, res) => {
      if (req.url === '/to') res.end(req.headers.authorization);
      else res.writeHead(302, { location: '/to' }).end();
    };
    expect((await http(`${url}/from`, { headers: { Authorization: 'Bearer t' } })).body).to.equal('Bearer t');
  });

  it('follows no redirect to another origin, no POST’s, no endless one and no broken one', async () => {
    const redirect =
      (location: string): RequestListener =>
      (_req, res) => {
        res.writeHead(302, { location }).end();
      };
    listener = redirect('http://localhost:1/');
    expect(await faultOf(http(url))).to.equal('redirect');
    listener = redirect('/again');
    expect(await faultOf(http(url, { method: 'POST', body: '' }))).to.equal('redirect');
    expect(await faultOf(http(url))).to.equal('redirect');
    listener = redirect('http://');
    expect(await faultOf(http(url))).to.equal('redirect');
  });

  it('goes to no other scheme, however lenient', async () => {
    expect(await faultOf(http('file:///etc/passwd'))).to.equal('address');
    expect(await faultOf(http('no address'))).to.equal('address');
  });

  describe('where only https and public hosts are let in', () => {
    const strict: PlatformHttp = createPlatformHttp({ allowHttp: false, timeoutMs: 300 });
    it('does not leave for http', async () => {
      expect(await faultOf(strict(url))).to.equal('address');
    });
    for (const host of ['127.0.0.1', '[::1]', '10.0.0.1', '0x7f000001', '[::ffff:10.0.0.1]']) {
      it(`does not leave for ${host}`, async () => {
        expect(await faultOf(strict(`https://${host}/`))).to.equal('address');
      });
    }
    it('does not connect to a name that means an inner address', async () => {
      expect(await faultOf(strict('https://localhost:1/'))).to.equal('address');
    });
  });
});
