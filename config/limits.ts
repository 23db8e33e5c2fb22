/**
 * Bounds for machines, where no class of people comes near: a whole school may stand behind one address, and 200 who
 * begin at once make 400 requests within seconds, a save each a second after that.
 */
export const LIMITS = {
  /** Requests of one network address to the gate in a minute: logins and launches. A launch costs a few milliseconds. */
  launchesPerMinute: 20_000,
  /** Registrations in a minute: each makes the tool call an address that the caller named. */
  registrationsPerMinute: 60,
  /** Tries of operators' links from one network address in a minute: people paste one. */
  operatorLinksPerMinute: 20,
  /** Readings of calendars from one network address in a minute: some services ask for all of their users. */
  calendarsPerMinute: 6_000,
  /** Forms and saves within one launch in a minute: ten a second. */
  formsPerMinute: 600,
  /** A form, in bytes: an id_token with its claims, or a long text. */
  formBytes: 200_000,
  /** So long may a sender take for the head of a request, and for all of it. */
  headMs: 15_000,
  requestMs: 60_000,
  /** An idle connection stays open longer than a proxy in front keeps it, so that none is closed under a request. */
  idleMs: 65_000,
} as const;
