import { expect } from 'chai';
import { answerForm, readAreaForm } from '../../../src/self-assessment/answer.forms.ts';
import type { Instrument } from '../../../src/self-assessment/instrument.rules.ts';
import { loadInstruments } from '../../../src/self-assessment/load-instruments.ts';

const instrument = loadInstruments().get('structural-social-work') as Instrument;
const form = answerForm(instrument);
const [areaA] = instrument.areas;

describe('one answer', () => {
  const good: [unknown, unknown][] = [
    [
      { statement: 'A1', skill: 1 },
      { statement: 'A1', skill: 1 },
    ],
    [
      { statement: 'C7', skill: '5', importance: '4' },
      { statement: 'C7', skill: 5, importance: 4 },
    ],
    [
      { statement: 'B2', importance: 2 },
      { statement: 'B2', importance: 2 },
    ],
    [
      { statement: 'B2', skill: 'outside' },
      { statement: 'B2', skill: 'outside' },
    ],
  ];
  for (const [sent, read] of good) {
    it(`is read from ${JSON.stringify(sent)}`, () => {
      expect(form.parse(sent)).to.deep.equal(read);
    });
  }

  const bad: [unknown, string, string][] = [
    [{ statement: 'A1', skill: 0 }, 'skill', 'off-scale'],
    [{ statement: 'A1', skill: 6 }, 'skill', 'off-scale'],
    [{ statement: 'A1', skill: 2.5 }, 'skill', 'off-scale'],
    [{ statement: 'A1', skill: '03' }, 'skill', 'off-scale'],
    [{ statement: 'A1', skill: null }, 'skill', 'off-scale'],
    [{ statement: 'A1', skill: { $gt: 0 } }, 'skill', 'off-scale'],
    [{ statement: 'A1', skill: [3] }, 'skill', 'off-scale'],
    [{ statement: 'A1', skill: 3, importance: 5 }, 'importance', 'off-scale'],
    [{ statement: 'A1', importance: 'outside' }, 'importance', 'off-scale'],
    [{ statement: 'A7', skill: 3 }, 'statement', 'unknown-statement'],
    [{ statement: '__proto__', skill: 3 }, 'statement', 'unknown-statement'],
    [{ statement: { $ne: '' }, skill: 3 }, 'statement', 'unknown-statement'],
    [{ skill: 3 }, 'statement', 'unknown-statement'],
    [{ statement: 'A1' }, 'skill', 'nothing'],
  ];
  for (const [sent, field, fault] of bad) {
    it(`is refused at ${field} for ${JSON.stringify(sent)}`, () => {
      const issues = form.safeParse(sent).error?.issues.map(issue => [issue.path.join('.'), issue.message]);
      expect(issues).to.deep.equal([[field, `self-assessment:fault.${fault}`]]);
    });
  }
});

describe("an area's page", () => {
  it('is read field by field, and what was left out stays out', () => {
    const read = readAreaForm(areaA!, {
      'A1.skill': '3',
      'A1.importance': '1',
      'A6.skill': 'outside',
      onward: 'previous',
    });
    expect(read).to.deep.equal({
      answers: { A1: { skill: 3, importance: 1 }, A6: { skill: 'outside' } },
      onward: 'previous',
      faults: {},
    });
  });

  it('goes on where nothing says otherwise', () => {
    expect(readAreaForm(areaA!, undefined)).to.deep.equal({ answers: {}, onward: 'next', faults: {} });
    expect(readAreaForm(areaA!, { onward: ['previous', 'next'] }).onward).to.equal('next');
  });

  const faulty: [Record<string, unknown>, Record<string, string>][] = [
    [{ 'A1.skill': '9' }, { A1: 'self-assessment:fault.off-scale' }],
    [{ 'A2.importance': 'x' }, { A2: 'self-assessment:fault.off-scale' }],
    [{ 'A3.skill': ['1', '2'] }, { A3: 'self-assessment:fault.off-scale' }],
    [{ 'B1.skill': '3' }, { form: 'self-assessment:fault.unknown-statement' }],
    [{ 'A1.constructor': '3' }, { form: 'self-assessment:fault.unknown-statement' }],
    [{ A1: '3' }, { form: 'self-assessment:fault.unknown-statement' }],
  ];
  for (const [sent, faults] of faulty) {
    it(`is refused for ${JSON.stringify(sent)}`, () => {
      expect(readAreaForm(areaA!, sent).faults).to.deep.equal(faults);
    });
  }
});
