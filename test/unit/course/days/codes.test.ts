import { expect } from 'chai';
import { ageOfCode, codeAt, nextCodeAt, readCode } from '../../../../src/course/days/codes.rules.ts';

const owner = { secret: 'a secret of one occasion' };
const at = (time: string): Date => new Date(`2026-10-25T${time}Z`);

describe('the code of a minute', () => {
  it('is six signs of which none looks like another', () => {
    for (let minute = 0; minute < 500; minute += 1) {
      const code = codeAt(owner, new Date(minute * 60_000));
      expect(code)
        .to.match(/^[A-Z0-9]{6}$/)
        .and.not.match(/[0OQ1ILZ25S6G8BUV]/);
    }
  });

  it('stays the same within its minute and is another in the next, and at another occasion', () => {
    expect(codeAt(owner, at('09:00:00'))).to.equal(codeAt(owner, at('09:00:59.999')));
    expect(codeAt(owner, at('09:00:00'))).to.not.equal(codeAt(owner, at('09:01:00')));
    expect(codeAt(owner, at('09:00:00'))).to.not.equal(codeAt({ secret: 'another' }, at('09:00:00')));
    expect(nextCodeAt(at('09:00:10'))).to.deep.equal(at('09:01:00'));
  });

  it('is good in its minute and the next, late for a while, and then unknown', () => {
    const code = codeAt(owner, at('09:00:30'));
    expect(ageOfCode(owner, code, at('09:00:59'))).to.equal('good');
    expect(ageOfCode(owner, code, at('09:01:59'))).to.equal('good');
    expect(ageOfCode(owner, code, at('09:02:00'))).to.equal('late');
    expect(ageOfCode(owner, code, at('09:29:59'))).to.equal('late');
    expect(ageOfCode(owner, code, at('09:30:00'))).to.equal('unknown');
    expect(ageOfCode(owner, code, at('08:59:59'))).to.equal('unknown');
  });

  it('is no other an hour later, when the clocks on the wall show the same time again in autumn', () => {
    // 03.30 in Helsinki comes twice on 25 October 2026: at 00.30 and at 01.30 UTC.
    const first = codeAt(owner, at('00:30:00'));
    expect(ageOfCode(owner, first, at('01:30:00'))).to.equal('unknown');
  });

  it('is read in small letters and with what stands between its halves', () => {
    const code = codeAt(owner, at('09:00:00'));
    expect(readCode(` ${code.slice(0, 3).toLowerCase()} - ${code.slice(3)}\n`)).to.equal(code);
    expect(ageOfCode(owner, readCode('x'.repeat(200)), at('09:00:00'))).to.equal('unknown');
    expect(ageOfCode(owner, '', at('09:00:00'))).to.equal('unknown');
  });
});
