import type { Migration } from './migration.ts';

/** All of them, oldest first. */
export const migrations: readonly Migration[] = [];
