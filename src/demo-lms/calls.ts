/** The platform's endpoints that tools call, by the names under which tests record and break them. */
export type CallName =
  | 'configuration'
  | 'registration'
  | 'jwks'
  | 'token'
  | 'lineitems'
  | 'lineitem'
  | 'score'
  | 'results'
  | 'memberships';

/** One request of a tool, as it came and as it was answered. */
export interface RecordedCall {
  name: CallName;
  method: string;
  /** Path with query. */
  url: string;
  headers: Record<string, string>;
  /** Parsed JSON or form; undefined without one. */
  body: unknown;
  at: Date;
  /** Null when the connection was cut. */
  status: number | null;
}

/** What goes wrong instead of, or before, the proper answer. */
export interface CallFault {
  /** Answers with this status and does nothing. */
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Waits before going on, in real time. */
  delayMs?: number;
  /** Cuts the connection. */
  cut?: boolean;
  /** Only once the request was carried out: the tool never hears that it worked. */
  after?: boolean;
}

/** Requests that tools made, and switches that make the next ones fail. */
export interface Calls {
  recorded: RecordedCall[];
  of(name: CallName): RecordedCall[];
  /** Makes the next `times` calls of this name go wrong. */
  failNext(name: CallName, fault: CallFault, times?: number): void;
  /** Cuts every connection to every endpoint until it is switched off. */
  setDown(isDown: boolean): void;
  clear(): void;
  /** @returns the fault that this call is to suffer, or null; it is used up by asking. */
  takeFault(name: CallName): CallFault | null;
  record(call: RecordedCall): void;
}

/** A demonstration may run for weeks. */
const KEEP = 5000;

/** @returns an empty record without faults. */
export function createCalls(): Calls {
  let isDown = false;
  const faults = new Map<CallName, CallFault[]>();
  const calls: Calls = {
    recorded: [],
    of: name => calls.recorded.filter(call => call.name === name),
    failNext(name, fault, times = 1) {
      faults.set(name, [...(faults.get(name) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    setDown(down) {
      isDown = down;
    },
    clear() {
      calls.recorded = [];
      faults.clear();
      isDown = false;
    },
    takeFault: name => (isDown ? { cut: true } : (faults.get(name)?.shift() ?? null)),
    record(call) {
      calls.recorded.push(call);
      if (calls.recorded.length > KEEP) calls.recorded.shift();
    },
  };
  return calls;
}
