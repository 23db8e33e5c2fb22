/** Participants of these tests need no store: their id says who they are. */
export function participantIdOf(platformId: string, sub: string): string {
  return `${platformId}/${sub}`;
}

/** @returns whom an id of these tests means */
export function personOf(participantId: string): { platformId: string; sub: string } {
  const [platformId = '', sub = ''] = participantId.split('/');
  return { platformId, sub };
}
