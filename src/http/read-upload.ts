import type { Request } from 'express';
import { AppError } from '../kit/errors.ts';

/** What the fields beside a file and the borders between them may take. */
const BESIDES = 20_000;

async function readBody(req: Request, atMost: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > atMost) throw new AppError('http/too-large', { status: 413 });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads a form that may hold a file (`multipart/form-data`, RFC 7578), which the readers of other bodies pass over.
 * @param atMost bytes of the file
 * @throws AppError `http/too-large` (413), `http/bad-request` (400) for what is no such form
 */
export async function readUpload(req: Request, atMost: number): Promise<FormData> {
  const type = req.get('content-type') ?? '';
  if (!/^multipart\/form-data;/i.test(type)) throw new AppError('http/bad-request', { status: 400 });
  const body = await readBody(req, atMost + BESIDES);
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw new AppError('http/bad-request', { status: 400, cause });
  }
}
