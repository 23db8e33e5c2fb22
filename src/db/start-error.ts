/**
 * The database cannot be opened. Its message is one line for the operator at the terminal, in English and without
 * secrets; no reader of a page ever meets it, since nothing is served yet.
 */
export class DatabaseStartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseStartError';
  }
}
