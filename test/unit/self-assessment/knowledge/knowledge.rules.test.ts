import { expect } from 'chai';
import type { DraftQuestion } from '../../../../src/questions/index.ts';
import {
  attemptsLeft,
  knowledgeSettingsOf,
  markAttempt,
  maySeeFeedback,
  unansweredOf,
} from '../../../../src/self-assessment/knowledge/knowledge.rules.ts';

const text = (fi: string) => ({ fi, sv: fi, en: fi });
const questions: DraftQuestion[] = [
  { id: 'K1', kind: 'true-false', text: text('Onko?'), isTrue: true, points: 1 },
  {
    id: 'K2',
    kind: 'several',
    text: text('Mitkä?'),
    points: 2,
    options: ['a', 'b', 'c'].map((id, i) => ({ id, text: text(id), isRight: i < 3 })),
  },
];

describe('the knowledge check', () => {
  it('earns what its questions are worth, without noise in the last digits', () => {
    expect(markAttempt(questions, { K1: 'true', K2: ['a', 'b', 'c'] })).to.deep.equal({
      share: 1,
      earned: 3,
      maximum: 3,
    });
    expect(markAttempt(questions, { K2: ['a'] }).earned).to.equal(0.666666666667);
    expect(markAttempt(questions, {})).to.deep.equal({ share: 0, earned: 0, maximum: 3 });
    expect(markAttempt([], {})).to.deep.equal({ share: 0, earned: 0, maximum: 0 });
  });

  it('may be sent so many times, or as often as one likes', () => {
    expect([0, 2, 3, 7].map(taken => attemptsLeft({ attempts: 3 }, taken))).to.deep.equal([3, 1, 0, 0]);
    expect(attemptsLeft({ attempts: 0 }, 50)).to.equal(null);
  });

  it('tells what is right at once for practice, and after closing where it is a grade', () => {
    expect(maySeeFeedback({ isGraded: false, isOpen: true })).to.equal(true);
    expect(maySeeFeedback({ isGraded: true, isOpen: true })).to.equal(false);
    expect(maySeeFeedback({ isGraded: true, isOpen: false })).to.equal(true);
  });

  it('knows what is not answered: nothing, an empty text, an empty list', () => {
    expect(unansweredOf(questions, { K1: 'true' }).map(one => one.id)).to.deep.equal(['K2']);
    expect(unansweredOf(questions, { K1: '', K2: [] })).to.have.length(2);
  });

  it('is set up by the activity, else three times and the best counts', () => {
    const standard = { attempts: 3, counts: 'best' };
    for (const settings of [null, undefined, {}, { instrument: 'x' }])
      expect(knowledgeSettingsOf({ settings })).to.deep.equal(standard);
    const chosen = { attempts: 1, counts: 'last' };
    expect(knowledgeSettingsOf({ settings: { knowledge: chosen } })).to.deep.equal(chosen);
  });
});
