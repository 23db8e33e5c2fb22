/**
 * Reads one after the other, and tells the faults of all of them together: who writes a package mends it in one go.
 * @throws Error with the messages of all that could not be read, each on lines of its own
 */
export function readEach<T, R>(all: readonly T[], read: (one: T) => R): R[] {
  const faults: string[] = [];
  const results: R[] = [];
  for (const one of all) {
    try {
      results.push(read(one));
    } catch (error) {
      // A mistake in this code is no fault of the package.
      if (!(error instanceof Error) || error.name !== 'Error') throw error;
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return results;
}
