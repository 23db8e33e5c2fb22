import { expect } from 'chai';
import fc from 'fast-check';
import { readFeedback } from '../../../src/course/feedback/feedback.forms.ts';
import { planRelease, resultsOf, STEP } from '../../../src/course/feedback/feedback.rules.ts';
import type { FeedbackQuestion } from '../../../src/course/step.rules.ts';
import { local } from '../../support/course-package.ts';

const scale: FeedbackQuestion = { id: 'F1', kind: 'scale', text: local('scale') };
const words: FeedbackQuestion = { id: 'F2', kind: 'text', text: local('words') };
const more: FeedbackQuestion = { id: 'F3', kind: 'text', text: local('more') };

describe('feedback as it is sent', () => {
  it('takes what was answered and leaves open what was not', () => {
    expect(readFeedback([scale, words], { F1: '4', F2: ' a\r\nb ' })).to.deep.equal({
      answers: { F1: 4, F2: 'a\nb' },
      faults: {},
    });
    expect(readFeedback([scale, words], { F1: '4', F2: '', F9: 'x' }).answers).to.deep.equal({ F1: 4 });
  });

  it('tells an empty form, a level that there is not, and a text that is too long', () => {
    expect(readFeedback([scale, words], { F2: ' ' }).faults).to.deep.equal({ F1: 'course:feedback.empty' });
    for (const bad of ['0', '6', '1.5', 'x', ['1', '2'], { a: 1 }, 4])
      expect(readFeedback([scale], { F1: bad }).faults, JSON.stringify(bad)).to.have.key('F1');
    expect(readFeedback([words], { F2: 'x'.repeat(2000) }).faults).to.deep.equal({});
    expect(readFeedback([words], { F2: 'x'.repeat(2001) }).faults).to.deep.equal({
      F2: 'course:feedback.long',
    });
    expect(readFeedback([words], { F2: ['a'] }).faults).to.have.key('F2');
  });

  it('is a fault and no crash, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), body => {
        readFeedback([scale, words], body);
      }),
    );
  });
});

describe('results of feedback', () => {
  it('change only by five people or more, and never lose anyone', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uuid(), fc.boolean()), { maxLength: 60 }), coming => {
        const records: { id: string }[] = [];
        const shown = new Set<string>();
        for (const [id, isLooked] of coming) {
          records.push({ id });
          if (!isLooked) continue;
          const plan = planRelease(records, shown);
          expect(plan.length === 0 || plan.length >= STEP).to.equal(true);
          expect(plan.some(one => shown.has(one))).to.equal(false);
          for (const one of plan) shown.add(one);
          expect(records.length - shown.size).to.be.lessThan(STEP);
        }
      }),
    );
  });

  it('count levels, and give texts alone', () => {
    const records = [
      { id: 'a', answers: { F1: 1, F2: 'one' } },
      { id: 'b', answers: { F1: 5 } },
      { id: 'c', answers: { F1: 5, F2: 'two' } },
      { id: 'd', answers: { F1: 'x', F2: 3 } },
    ] as Parameters<typeof resultsOf>[1];
    const [first, second] = resultsOf([scale, words], records);
    expect(first).to.deep.include({ counts: [1, 0, 0, 0, 2], answered: 3 });
    expect(second?.kind === 'text' && second.texts)
      .to.have.members(['one', 'two'])
      .and.length(2);
  });

  it('shuffle each question by itself, so that no two texts stand in the same place', () => {
    const records = Array.from({ length: 40 }, (_, index) => {
      const name = `p${String(index)}`;
      return { id: name, answers: { F2: name, F3: name } };
    });
    const [second, third] = resultsOf([words, more], records).map(one =>
      one.kind === 'text' ? one.texts : [],
    );
    const came = records.map(({ id }) => id);
    expect(second).to.have.members(came).and.not.deep.equal(came);
    expect(third).to.have.members(came).and.not.deep.equal(second);
    const again = resultsOf([words, more], records.toReversed()).map(one =>
      one.kind === 'text' ? one.texts : [],
    );
    expect(again).to.deep.equal([second, third]);
  });
});
