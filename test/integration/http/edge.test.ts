import { createServer, type RequestListener, type Server } from 'node:http';
import express from 'express';
import { expect } from 'chai';
import {
  errorPages,
  httpTexts,
  limitRate,
  notFound,
  requireSameOrigin,
  securityHeaders,
} from '../../../src/http/index.ts';
import { createI18n } from '../../../src/i18n/index.ts';
import { createLog } from '../../../src/kit/log.ts';
import { closeServer, listen } from '../../support/lms.ts';

describe('the edge', () => {
  let server: Server;
  let url: string;
  const away = new Error('away');

  before(async () => {
    server = createServer();
    url = `http://localhost:${await listen(server)}`;
    const app = express();
    const i18n = createI18n({ http: httpTexts });
    app.use((_req, res, next) => {
      res.locals.i18n = i18n;
      next();
    });
    app.use(securityHeaders({ https: true, frameAncestors: () => ['https://lms.example'] }));
    app.use('/l', requireSameOrigin(url), express.urlencoded({ extended: false, limit: '1kb' }));
    app.use('/few', limitRate(2));
    app.get('/few', (_req, res) => void res.send('ok'));
    app.post('/l', (_req, res) => void res.send('ok'));
    app.get('/broken', () => {
      throw new Error('a fault with <b>markup</b>');
    });
    app.get('/away', () => {
      throw away;
    });
    app.use(notFound, errorPages({ log: createLog('silent'), isDatabaseAway: error => error === away }));
    server.on('request', app as unknown as RequestListener);
  });
  after(() => closeServer(server));

  const post = (headers: Record<string, string>, body = 'a=1'): Promise<Response> =>
    fetch(`${url}/l`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });

  it('takes a form of its own pages and refuses any other', async () => {
    expect((await post({ origin: url })).status).to.equal(200);
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).to.equal(200);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', origin: url },
      { 'sec-fetch-site': 'same-site' },
      {},
    ]) {
      const response = await post(headers as Record<string, string>);
      expect(response.status, JSON.stringify(headers)).to.equal(403);
      expect(await response.text()).to.include('http/foreign-form');
    }
  });

  it('refuses a body that is too large with a page', async () => {
    const response = await post({ origin: url }, 'x'.repeat(2000));
    expect(response.status).to.equal(413);
    expect(await response.text()).to.include('http/too-large');
  });

  it('says what went wrong without the details', async () => {
    const response = await fetch(`${url}/broken`);
    expect(response.status).to.equal(500);
    expect(await response.text())
      .to.include('http/unexpected')
      .and.not.include('markup');
  });

  it('asks to try again while the database is away', async () => {
    const response = await fetch(`${url}/away`);
    expect(response.status).to.equal(503);
    expect(response.headers.get('retry-after')).to.equal('5');
  });

  it('answers a page of its own for what is not there, and JSON for its scripts', async () => {
    const page = await fetch(`${url}/nowhere`, { headers: { 'accept-language': 'sv' } });
    expect(page.status).to.equal(404);
    expect(await page.text())
      .to.include('<html lang="sv">')
      .and.include('Sidan finns inte');
    const json = await fetch(`${url}/nowhere`, { headers: { accept: 'application/json' } });
    expect(await json.json()).to.include({ code: 'http/not-found' });
  });

  it('lets the known platforms frame it, and nobody script it', async () => {
    const policy = (await fetch(`${url}/broken`)).headers.get('content-security-policy') ?? '';
    expect(policy).to.include("frame-ancestors 'self' https://lms.example").and.include("script-src 'self';");
    const { headers } = await fetch(`${url}/broken`);
    for (const name of ['x-frame-options', 'cross-origin-embedder-policy', 'access-control-allow-origin']) {
      expect(headers.get(name), name).to.equal(null);
    }
    expect(headers.get('referrer-policy')).to.equal('same-origin');
    expect(headers.get('strict-transport-security')).to.include('max-age=');
  });

  it('bounds the requests of one address', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await fetch(`${url}/few`)).status);
    expect(statuses).to.deep.equal([200, 200, 429]);
  });
});
