import { outboxInUse } from './0001-outbox-in-use.ts';
import type { Migration } from './migration.ts';

/** All of them, oldest first. */
export const migrations: readonly Migration[] = [outboxInUse];
