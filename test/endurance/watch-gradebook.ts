import type { DemoGrade } from '../../src/demo-lms/index.ts';
import type { GradedLms } from '../integration/grades/grade-world.ts';

/** A write to one cell of a gradebook. */
export interface Stored {
  /** Of the learner's grading event, told by the comment. */
  number: number;
  /** What the cell has as its time, in whole seconds. */
  second: number;
}

/** @returns the comment that goes with a learner's n-th grading event */
export function commentOf(number: number): string {
  return `event ${String(number)}`;
}

/** @returns each write to the gradebook from now on, by the LMS's id of the person, as it happens */
export function watchGradebook({ lms }: Pick<GradedLms, 'lms'>): Map<string, Stored[]> {
  const stored = new Map<string, Stored[]>();
  lms.state.grades = new Proxy(lms.state.grades, {
    set(grades, index, grade: DemoGrade | number) {
      if (typeof grade === 'object') {
        const number = Number(grade.feedback?.replace('event ', ''));
        const second = Date.parse(grade.modifiedAt ?? '') / 1000;
        stored.set(grade.personId, [...(stored.get(grade.personId) ?? []), { number, second }]);
      }
      return Reflect.set(grades, index, grade);
    },
  });
  return stored;
}

/** @returns those in whose cell an older event, or an older time, came after a newer one */
export function listBackwards(stored: Map<string, Stored[]>): [string, Stored[]][] {
  return [...stored].filter(([, writes]) =>
    writes.some(({ number, second }, i) => {
      const before = writes[i - 1];
      return before !== undefined && (number < before.number || second <= before.second);
    }),
  );
}
