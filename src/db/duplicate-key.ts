const DUPLICATE_KEY = 11_000;

/** @returns whether a write was refused because a unique index already holds its key (E11000) */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === DUPLICATE_KEY;
}

/**
 * Two upserts of a new document at once: the server lets one of them fail, and the second try finds the document.
 * @param write an upsert whose filter is the unique key
 * @throws whatever the second try throws
 */
export async function retryDuplicate<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return write();
  }
}
