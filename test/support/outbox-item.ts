import type { OutboxItem } from '../../src/grades/outbox.ts';

const AT = new Date('2026-11-27T10:00:00Z');

/** A leased document of the outbox that was never sent; `facts` replace what differs. */
export function aWaitingItem(facts: Partial<OutboxItem> = {}): OutboxItem {
  return {
    id: 'item',
    lineItemUrl: 'https://lms.example/1',
    participantId: 'a',
    activityId: 'x',
    placementId: 'l',
    platformId: 'p1',
    eventAt: AT,
    version: 1,
    state: 'waiting',
    reason: null,
    dueAt: AT,
    leasedUntil: AT,
    leaseId: 'lease',
    failures: 0,
    failingSince: null,
    erringSince: null,
    tries: 0,
    openTry: null,
    tried: null,
    accepted: null,
    sentAt: null,
    insistedAt: null,
    shown: null,
    ...facts,
  };
}
