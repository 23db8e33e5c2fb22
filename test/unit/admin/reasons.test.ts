import { expect } from 'chai';
import { adminTexts } from '../../../src/admin/index.ts';
import { gradesTexts } from '../../../src/grades/index.ts';

describe('the reasons why a grade is not where it should be', () => {
  it('have words for operators too, and what they mean: whatever teachers are told', () => {
    const reasons = Object.keys(gradesTexts.fi).flatMap(key => /^why\.(.+)$/.exec(key)?.[1] ?? []);
    expect(reasons).to.include.members(['gone', 'unavailable']);
    const missing = reasons
      .flatMap(reason => [`reason.${reason}`, `reason-help.${reason}`])
      .filter(key => !(key in adminTexts.fi));
    expect(missing).to.deep.equal([]);
  });
});
