import type { Connection, IndexDefinition, IndexOptions, mongo } from 'mongoose';
import type { Database } from './database.ts';
import { DatabaseStartError } from './start-error.ts';

/** IndexOptionsConflict and IndexKeySpecsConflict: an index of that name or key exists with other options. */
const CONFLICTS: ReadonlySet<unknown> = new Set([85, 86]);

function specificationOf([key, options]: [
  IndexDefinition,
  IndexOptions & { _autoIndex?: unknown },
]): mongo.IndexDescription {
  const { _autoIndex, background: _background, ...rest } = options;
  return { ...rest, key } as mongo.IndexDescription;
}

async function createIndexes(
  connection: Connection,
  name: string,
  indexes: mongo.IndexDescription[],
): Promise<void> {
  try {
    await connection.db?.collection(name).createIndexes(indexes);
  } catch (error) {
    if (!CONFLICTS.has((error as { code?: unknown }).code)) throw error;
    const why = (error as Error).message;
    throw new DatabaseStartError(
      `An index of ${name} changed; a migration has to drop the earlier one: ${why}`,
      error,
    );
  }
}

/** A clustered collection has to be made as one: its first index or document would make an ordinary one. */
async function createClustered(connection: Connection): Promise<void> {
  // Mongoose reads this option, though its types do not name it.
  const clustered = Object.values(connection.models).filter(({ schema }) => {
    return 'clusteredIndex' in (schema as unknown as { options: object }).options;
  });
  await Promise.all(clustered.map(model => model.createCollection()));
}

/**
 * How indexes are made: a store declares them on its schema (`schema.index(...)`), beside the query that relies on
 * them, and the start calls this once, when all stores exist: one command for each collection, less than a millisecond
 * when they are there already. Mongoose's own way (`autoIndex`, `Model.init()`) sends one for each index.
 *
 * An index that changes or is no longer wanted is dropped by a migration.
 *
 * @throws DatabaseStartError when an index exists with other options.
 */
export async function ensureIndexes({ connection }: Database): Promise<void> {
  await createClustered(connection);
  const byCollection = new Map<string, mongo.IndexDescription[]>();
  for (const model of Object.values(connection.models)) {
    const { name } = model.collection;
    const indexes = model.schema.indexes().map(specificationOf);
    byCollection.set(name, [...(byCollection.get(name) ?? []), ...indexes]);
  }
  await Promise.all(
    [...byCollection]
      .filter(([, indexes]) => indexes.length > 0)
      .map(([name, indexes]) => createIndexes(connection, name, indexes)),
  );
}
