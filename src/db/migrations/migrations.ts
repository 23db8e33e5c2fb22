import { outboxInUse } from './0001-outbox-in-use.ts';
import { rounds } from './0002-rounds.ts';
import type { Migration } from './migration.ts';

/** All of them, oldest first. */
export const migrations: readonly Migration[] = [outboxInUse, rounds];
