import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statementsOf, type Instrument } from '../../../src/self-assessment/instrument.rules.ts';
import { loadInstruments, loadVersions } from '../../../src/self-assessment/load-instruments.ts';

describe('the instrument that ships', () => {
  const instrument = loadInstruments().get('structural-social-work') as Instrument;

  it('has nineteen statements in three areas', () => {
    expect(instrument.areas.map(({ id, statements }) => [id, statements.length])).to.deep.equal([
      ['A', 6],
      ['B', 6],
      ['C', 7],
    ]);
  });

  it('asks and answers in the words that were agreed', () => {
    expect(instrument.skill.stem).to.deep.equal({
      fi: 'Kuinka hyvin osaat…',
      sv: 'Hur bra kan du…',
      en: 'How well can you…',
    });
    expect(instrument.skill.levels.map(level => level.fi)).to.deep.equal([
      'Olen vasta alussa',
      'Tunnen perusteet',
      'Onnistun tuettuna',
      'Onnistun itsenäisesti',
      'Osaan ohjata muita',
    ]);
    expect(instrument.skill.outside.sv).to.equal('Hör varken till mitt arbete eller mina studier');
    expect(instrument.privacy.en).to.equal(
      'Only you see your answers and result. Your teacher sees only whether you have answered. ' +
        'Group results appear once at least five have answered.',
    );
  });

  it('ties each statement to its themes and workshops, the first theme weighing most', () => {
    const ties = Object.fromEntries(statementsOf(instrument).map(s => [s.id, [s.themes, s.workshops]]));
    expect(ties).to.include.deep.keys('A1', 'C7');
    expect(ties['A6']).to.deep.equal([['M', 'Y'], []]);
    expect(ties['B2']).to.deep.equal([
      ['Y', 'R'],
      ['w5', 'w6'],
    ]);
    expect(ties['C4']).to.deep.equal([['K'], []]);
  });
});

describe('the versions that ship', () => {
  const [first, second] = loadVersions() as [Instrument, Instrument];

  it('ask the same statements, so that answers to either compare', () => {
    expect([first.version, second.version]).to.deep.equal([1, 2]);
    expect(second.areas).to.deep.equal(first.areas);
    expect(second.skill).to.deep.equal(first.skill);
    expect(second.importance).to.deep.equal(first.importance);
  });

  it('leave what was answered as it was: the first asks neither of the unit nor open questions', () => {
    expect(first).to.not.have.any.keys('unit', 'conditions', 'reflections', 'check');
  });

  it('ask supervisors of time, of a forum and of the route to decision makers', () => {
    expect(second.unit?.stem.fi).to.equal('Kuinka hyvin työyhteisössäsi osataan…');
    expect(second.conditions?.items.map(one => one.id)).to.deep.equal(['E1', 'E2', 'E3']);
    expect(second.reflections?.map(one => one.id)).to.deep.equal(['F1', 'F2', 'F3']);
  });
});

describe('loading instruments', () => {
  let folder: string;
  let good: Instrument;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'instruments-'));
    good = structuredClone(loadInstruments().get('structural-social-work') as Instrument);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(name: string, content: unknown): void {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }

  const faults: [string, (instrument: Instrument) => void, string][] = [
    [
      'a text missing in one language',
      i => (i.areas[0]!.statements[1]!.text.sv = ''),
      'areas.0.statements.1.text.sv',
    ],
    ['a scale of four skills', i => i.skill.levels.pop(), 'skill.levels'],
    [
      'a theme that is not listed',
      i => i.areas[2]!.statements[0]!.themes.splice(0, 1, 'X'),
      'areas.2.statements.0.themes: X',
    ],
    [
      'a workshop that is not listed',
      i => i.areas[0]!.statements[0]!.workshops.push('w9'),
      'areas.0.statements.0.workshops: w9',
    ],
    [
      'a statement named after another area',
      i => (i.areas[0]!.statements[0]!.id = 'B9'),
      'areas.0.statements.0.id: B9',
    ],
    ['an id that stands twice', i => (i.areas[0]!.statements[1]!.id = 'A1'), 'areas: A1 stands here twice'],
    [
      'an id that would reach into other fields',
      i => (i.areas[0]!.statements[0]!.id = 'A1.x'),
      'areas.0.statements.0.id',
    ],
    ['an area of a letter that is kept', i => (i.areas[0]!.id = 'K'), 'areas.0.id'],
    ['a condition of another letter', i => (i.conditions!.items[0]!.id = 'A1'), 'conditions.items.0.id'],
    [
      'an open question that stands twice',
      i => (i.reflections![1]!.id = 'F1'),
      'reflections: F1 stands here twice',
    ],
    [
      'a field that nobody knows',
      i => Object.assign(i, { colour: 'red' }),
      'colour: nobody knows this field',
    ],
  ];
  for (const [what, harm, told] of faults) {
    it(`refuses ${what}, naming the file and the place`, () => {
      harm(good);
      write('broken.json', good);
      expect(() => loadInstruments(folder))
        .to.throw(told)
        .with.property('message')
        .that.includes(join(folder, 'broken.json'));
    });
  }

  it('names the file that is not JSON', () => {
    write('broken.json', '{ "id": ');
    expect(() => loadInstruments(folder)).to.throw(`${join(folder, 'broken.json')}:1: (whole file)`);
  });

  it('names the line of each fault', () => {
    good.areas[0]!.statements[1]!.text.sv = '';
    good.skill.levels.pop();
    const text = JSON.stringify(good, null, 2);
    write('broken.json', text);
    const lineOf = (words: string): number => text.slice(0, text.indexOf(words)).split('\n').length;
    const file = join(folder, 'broken.json');
    expect(() => loadInstruments(folder))
      .to.throw(`${file}:${String(lineOf('"sv": ""'))}: areas.0.statements.1.text.sv`)
      .with.property('message')
      .that.includes(`${file}:${String(lineOf('"levels"'))}: skill.levels`);
  });

  it('keeps the versions of an instrument, and finds the newest', () => {
    write('a.json', { ...good, version: 7 });
    write('b.json', { ...good, version: 3 });
    expect(loadVersions(folder).map(one => one.version)).to.deep.equal([7, 3]);
    expect(loadInstruments(folder).get(good.id)?.version).to.equal(7);
  });

  it('refuses two files with one version', () => {
    write('a.json', good);
    write('b.json', good);
    expect(() => loadInstruments(folder)).to.throw(join(folder, 'b.json'));
  });

  it('refuses a folder without any', () => {
    write('notes.txt', 'nothing');
    expect(() => loadInstruments(folder)).to.throw('holds no instrument');
  });
});
