import { request } from 'node:http';
import type { Answer } from './browse.ts';

export interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/**
 * Sends what no browser sends: any method, path as it stands, any body under any content type.
 * @throws Error of the connection
 */
export function rawRequest(origin: string, path: string, options: RawRequest = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body = '' } = options;
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const length = method === 'GET' || method === 'HEAD' ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = request({ hostname, port, path, method, headers: { ...length, ...headers } }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, headers: got } = response;
        const url = new URL(origin);
        const location = got.location === undefined ? null : new URL(got.location, origin);
        resolve({
          method,
          url,
          status,
          headers: got,
          body: Buffer.concat(chunks).toString('utf8'),
          location,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
