import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect } from 'chai';
import express from 'express';
import { createShapes } from '../../../src/http/index.ts';
import { createPatientServer } from '../../../src/listen.ts';
import { closeServer, listen } from '../../support/lms.ts';

const PATIENCE = { headMs: 1000, requestMs: 1000, idleMs: 1000 };

/** Whoever exchanges prototypes again makes every launch slower, and nothing but the benchmark would tell. */
describe('the requests and answers of a server', () => {
  it('have the prototypes of its app before the app sees them, and keep them', async () => {
    const shapes = createShapes();
    const app = express();
    const seen: unknown[][] = [];
    const note = (req: IncomingMessage, res: ServerResponse): void => {
      seen.push([Object.getPrototypeOf(req), Object.getPrototypeOf(res)]);
    };
    app.get('/', (req, res) => {
      note(req, res);
      res.json({ isOfApp: req.app === app && res.app === app, path: req.path });
    });
    const server = createPatientServer(
      (req, res) => {
        note(req, res);
        app(req as never, res as never);
      },
      PATIENCE,
      shapes.classes,
    );
    shapes.adopt(app);
    try {
      const response = await fetch(`http://127.0.0.1:${String(await listen(server))}/?a=b`);
      expect(await response.json()).to.deep.equal({ isOfApp: true, path: '/' });
      expect(seen[0]).to.deep.equal([app.request, app.response]);
      expect(seen[1]?.[0]).to.equal(seen[0]?.[0]);
      expect(seen[1]?.[1]).to.equal(seen[0]?.[1]);
    } finally {
      await closeServer(server);
    }
  });

  it('are those of one app alone', () => {
    const [one, other] = [createShapes(), createShapes()];
    const [app, otherApp] = [express(), express()];
    one.adopt(app);
    other.adopt(otherApp);
    expect(one.classes.IncomingMessage.prototype).to.have.property('app', app);
    expect(other.classes.IncomingMessage.prototype).to.have.property('app', otherApp);
  });
});
