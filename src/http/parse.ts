import type { Request } from 'express';
import type { z } from 'zod';
import { AppError } from '../kit/errors.ts';

/**
 * Reads a request's body (a form or JSON) by a schema.
 * @throws AppError `http/form-invalid` (422) with the faulty fields. The fault of a field is the schema's message when
 *   it looks like a text key (`room:key`), else the key `http:field.invalid`.
 */
export function parseBody<S extends z.ZodType>(schema: S, req: Request): z.output<S> {
  const result = schema.safeParse(req.body ?? {});
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const name = issue.path.join('.') || 'form';
    fields[name] ??= /^[a-z-]+:[\w.-]+$/.test(issue.message) ? issue.message : 'http:field.invalid';
  }
  throw new AppError('http/form-invalid', { status: 422, fields });
}

/** Reads a request's query by a schema; whatever does not fit is a page that does not exist. @throws AppError 404 */
export function parseQuery<S extends z.ZodType>(schema: S, req: Request): z.output<S> {
  const result = schema.safeParse(req.query);
  if (result.success) return result.data;
  throw new AppError('http/not-found', { status: 404 });
}
