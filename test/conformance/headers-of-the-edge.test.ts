import { createServer, type RequestListener, type Server } from 'node:http';
import express from 'express';
import { expect } from 'chai';
import { errorPages, httpTexts, limitRate, securityHeaders } from '../../src/http/index.ts';
import { createI18n } from '../../src/i18n/index.ts';
import { createLog } from '../../src/kit/log.ts';
import { expectHeaders } from '../support/expect-headers.ts';
import { closeServer, listen } from '../support/lms.ts';
import { rawRequest } from '../support/raw-request.ts';

describe('the headers that only the edge can show:', () => {
  let server: Server;
  let url: string;
  let platforms: string[] = [];

  before(async () => {
    const app = express();
    const i18n = createI18n({ http: httpTexts });
    app.disable('x-powered-by');
    app.use((req, res, next) => {
      res.locals.i18n = i18n;
      Object.assign(req, { id: 'edge' });
      next();
    });
    app.use(securityHeaders({ https: false, frameAncestors: () => platforms }), limitRate(1));
    app.use('/broken', () => {
      throw new Error('broken');
    });
    app.use(errorPages({ log: createLog('silent'), isDatabaseAway: () => false }));
    server = createServer(app as unknown as RequestListener);
    url = `http://127.0.0.1:${await listen(server)}`;
  });
  after(() => closeServer(server));

  it('a fault of ours, and too many requests', async () => {
    expectHeaders(await rawRequest(url, '/broken'), { status: 500, ancestors: "'self'" });
    expectHeaders(await rawRequest(url, '/broken'), { status: 429, ancestors: "'self'" });
  });

  it('a tool with a thousand platforms: short enough for any proxy', async () => {
    platforms = Array.from({ length: 1000 }, (_, i) => `https://lms-${i}.example`);
    const answer = await rawRequest(url, '/broken');
    expect(JSON.stringify(answer.headers)).to.have.length.below(3000);
    platforms = [
      'https://lms.example',
      'https://a;sandbox',
      'https://a,b',
      "https://a'b",
      'https://*.example',
    ];
    expectHeaders(await rawRequest(url, '/broken'), {
      status: 429,
      ancestors: "'self' https://lms.example",
    });
  });
});
