/**
 * A program of the benchmark: platforms that do nothing but take scores, each answer after a while.
 * `grade-platforms.ts <count> <milliseconds>` prints their addresses; `GET /count` tells what each has taken, and when
 * the last came; `POST /hang` makes one of them silent.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from '../support/lms.ts';

export interface Taken {
  count: number;
  /** Milliseconds since 1970 of the first and the last score; null while there is none. */
  firstAt: number | null;
  lastAt: number | null;
}

const [, , count = '1', answerMs = '0'] = process.argv;
const TOKEN = JSON.stringify({ access_token: 'token', token_type: 'Bearer', expires_in: 3600 });

async function startPlatform(): Promise<string> {
  const taken: Taken = { count: 0, firstAt: null, lastAt: null };
  let isHanging = false;
  const takeScore = async (res: ServerResponse): Promise<void> => {
    taken.firstAt ??= Date.now();
    await sleep(Number(answerMs));
    taken.count += 1;
    taken.lastAt = Date.now();
    res.writeHead(200).end();
  };
  const answer = (req: IncomingMessage, res: ServerResponse): void => {
    const path = req.url ?? '';
    if (path === '/count') res.end(JSON.stringify(taken));
    else if (path === '/hang') {
      isHanging = true;
      res.end();
    } else if (path === '/token') res.setHeader('content-type', 'application/json').end(TOKEN);
    else if (path.endsWith('/scores') && !isHanging) void takeScore(res);
    else if (!isHanging) res.writeHead(404).end();
  };
  const server = createServer((req, res) => {
    req.resume();
    req.once('end', () => {
      answer(req, res);
    });
  });
  return `http://127.0.0.1:${String(await listen(server))}`;
}

const urls: string[] = [];
for (let i = 0; i < Number(count); i += 1) urls.push(await startPlatform());
console.log(`platforms ${JSON.stringify(urls)}`);
