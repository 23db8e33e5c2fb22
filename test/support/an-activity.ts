import type { StoredActivity } from '../../src/activities/activity.rules.ts';

/** @returns an activity as its store holds it; `facts` replace what differs */
export function anActivity(facts: Partial<StoredActivity> = {}): StoredActivity {
  return {
    id: '11111111-1111-4111-8111-111111111111',
    kind: 'quiz',
    title: 'Itsearviointi',
    locale: null,
    dueAt: null,
    settings: { areas: ['a', 'b'] },
    gradeForm: 'points',
    points: 10,
    classroomId: 'classroom-1',
    platformId: 'platform-1',
    copiedFromId: null,
    movedToId: null,
    partOfId: null,
    isScheduleOpen: false,
    createdAt: new Date('2026-01-10T08:00:00Z'),
    ...facts,
  };
}
