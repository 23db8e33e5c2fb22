/** What an AppError may carry besides its code. */
export interface AppErrorOptions {
  /** HTTP status to answer with; 4xx for what the caller can mend, 5xx for what only we can. */
  status: number;
  /** Values for the text of the code, shown to the reader: never user input that was not checked. */
  params?: Record<string, string | number>;
  /** Details for the log only. */
  detail?: string;
  /** Faults of single form fields: field name -> text key. Makes the page a 422 form page. */
  fields?: Record<string, string>;
  cause?: unknown;
}

/**
 * An error with a stable code of the shape `room/what-happened`. The code is logged, and stands small on the page
 * under a text in the reader's language: key `<room>:error.<what-happened>.title` and `.help`.
 */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Record<string, string | number>;
  readonly detail: string | undefined;
  readonly fields: Record<string, string> | undefined;

  constructor(code: string, options: AppErrorOptions) {
    super(options.detail ? `${code}: ${options.detail}` : code, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = options.status;
    this.params = options.params ?? {};
    this.detail = options.detail;
    this.fields = options.fields;
  }
}
