import { IncomingMessage, ServerResponse } from 'node:http';
import type { Express } from 'express';

/** The kinds of request and answer that one server makes. */
export interface Shapes {
  /** What `createServer` takes. */
  classes: {
    IncomingMessage: typeof IncomingMessage;
    ServerResponse: typeof ServerResponse<IncomingMessage>;
  };
  /** Makes them those of the app that will answer. */
  adopt(app: Express): void;
}

/**
 * Express exchanges the prototype of each request and each answer as it comes in. Objects changed like that are new
 * shapes to V8 again and again, and all that is read from them afterwards takes the slow way. A server whose classes have
 * the app's prototypes from the start leaves Express nothing to exchange.
 */
export function createShapes(): Shapes {
  class ToolRequest extends IncomingMessage {}
  class ToolResponse extends ServerResponse {}
  return {
    classes: { IncomingMessage: ToolRequest, ServerResponse: ToolResponse },
    adopt(app) {
      Object.setPrototypeOf(ToolRequest.prototype, app.request);
      Object.setPrototypeOf(ToolResponse.prototype, app.response);
      app.request = ToolRequest.prototype as typeof app.request;
      app.response = ToolResponse.prototype as typeof app.response;
    },
  };
}
