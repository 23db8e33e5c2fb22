import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { loadPackages, loadReadings } from '../../../src/course/load-packages.ts';
import { local } from '../../support/course-package.ts';
import {
  courseFile,
  moduleFile,
  openContentFolder,
  smallPackage,
  stepFile,
  type ContentFolder,
  type Files,
} from '../../support/package-files.ts';

const MODULE = 'course/small/1/one/module.json';
const COURSE = 'course/small/1/course.json';

const check = (id: string, facts: Files = {}): Files => ({
  id,
  kind: 'true-false',
  text: local(id),
  isTrue: true,
  ...facts,
});

describe('a folder of packages', () => {
  let folder: ContentFolder;
  beforeEach(() => {
    folder = openContentFolder();
  });
  afterEach(() => {
    folder.remove();
  });

  const load = () => loadPackages(folder.at('course'), loadReadings(folder.at('readings')));

  /** Rows of the message, without the path of the folder; none when it is taken. */
  function faultsOf(files: Files): string[] {
    folder.write(smallPackage(files));
    try {
      load();
      return [];
    } catch (error) {
      return (error as Error).message
        .split('\n')
        .map(row => row.trim().replace(`${folder.path}/`, ''))
        .filter(row => !row.endsWith('cannot be used:'));
    }
  }

  const faultsOfStep = (step: Files, files: Files = {}): string[] =>
    faultsOf({ [MODULE]: moduleFile('one', [step]), ...files });

  it('gives each package in each version with its texts', () => {
    folder.write(smallPackage());
    folder.write({
      'course/small/2/course.json': courseFile({ version: 2 }),
      'course/small/2/one/module.json': moduleFile('one', [stepFile('a')]),
      'course/small/2/one/a.sv.md': '\uFEFFHej\n',
    });
    const packages = load();
    expect([...packages.keys()]).to.deep.equal(['small@1', 'small@2']);
    expect(packages.get('small@1')?.modules[0]?.steps[0]).to.deep.include({
      text: { fi: 'Hei', sv: 'Hej', en: 'Hello' },
    });
    expect(packages.get('small@2')?.modules[0]?.steps[0]).to.deep.include({ text: { sv: 'Hej' } });
  });

  it('is refused with the line of script in a text, in whatever language', () => {
    const text = 'Hei\n\nkaikki\n<script>alert(1)</script>\n';
    expect(faultsOf({ 'course/small/1/one/a.sv.md': text })).to.deep.equal([
      'course/small/1/one/a.sv.md:4: holds HTML, which is not taken',
    ]);
    expect(faultsOf({ 'course/small/1/one/a.sv.md': '\n\n![x](https://a.example/x.png)' })).to.deep.equal([
      'course/small/1/one/a.sv.md:3: holds a picture, which is not taken',
    ]);
    expect(faultsOf({ 'course/small/1/one/a.sv.md': '[x](javascript:alert(1))' })).to.deep.equal([
      'course/small/1/one/a.sv.md:1: holds a link that begins neither with https:// nor with http://',
    ]);
  });

  it('names no file outside itself', () => {
    const outside = ['../x', '/etc/passwd', '..\\x', 'a/b', '.', '..', 'x\u0000', 'a.', 'X', '%2e%2e', ''];
    for (const name of outside) {
      const file = stepFile('a', { kind: 'file', file: `${name}.pdf`, text: undefined, sources: undefined });
      const files = [
        { [MODULE]: moduleFile('one', [stepFile('a', { text: name })]) },
        { [MODULE]: moduleFile('one', [stepFile('a', { id: name })]) },
        { [MODULE]: moduleFile('one', [file]) },
        { [COURSE]: courseFile({ modules: [name] }) },
      ];
      for (const one of files) expect(faultsOf(one)[0], name).to.match(/: (must be|Too small)/);
    }
  });

  it('follows no link out of itself: of a file, of module.json, of a module', () => {
    folder.write(smallPackage({ 'secret.txt': 'secret', 'elsewhere/module.json': moduleFile('two', []) }));
    symlinkSync(folder.at('secret.txt'), folder.at('course/small/1/one/b.fi.md'));
    symlinkSync('/nowhere/at/all', folder.at('course/small/1/one/c.fi.md'));
    expect(faultsOfStep(stepFile('b'))).to.deep.equal([
      'course/small/1/one/module.json:23: steps.0.text: b.fi.md leads out of the package',
    ]);
    expect(faultsOfStep(stepFile('c'))[0]).to.include('c.fi.md leads out of the package');
    symlinkSync(folder.at('elsewhere'), folder.at('course/small/1/two'));
    expect(faultsOf({ [COURSE]: courseFile({ modules: ['one', 'two'] }) })).to.deep.include(
      'course/small/1/two: leads out of the package',
    );
    mkdirSync(folder.at('course/small/1/three'));
    symlinkSync(folder.at('elsewhere/module.json'), folder.at('course/small/1/three/module.json'));
    expect(faultsOf({ [COURSE]: courseFile({ modules: ['three'] }) })).to.deep.equal([
      'course/small/1/three/module.json: leads out of the package',
    ]);
  });

  it('follows a link within itself, as a mounted folder has them', () => {
    folder.write(smallPackage());
    writeFileSync(folder.at('course/small/1/shared.md'), 'Yhteinen');
    symlinkSync('../shared.md', folder.at('course/small/1/one/b.fi.md'));
    expect(faultsOfStep(stepFile('b'))).to.deep.equal([]);
  });

  it('takes no folder for a file', () => {
    mkdirSync(folder.at('course/small/1/one/b.fi.md'), { recursive: true });
    expect(faultsOfStep(stepFile('b'))[0]).to.include('there is no file b.fi.md, b.sv.md, b.en.md');
  });

  it('is refused with a step twice, and with an unknown step or itself before it', () => {
    const steps = [stepFile('a'), stepFile('a', { after: ['a', 'x'] })];
    const faults = faultsOf({ [MODULE]: moduleFile('one', steps) });
    expect(faults).to.have.length(2);
    expect(faults[0]).to.match(/module.json:27: steps.1.id: a stands here twice$/);
    expect(faults[1]).to.match(/module.json:\d+: steps.1.after.1: no step x comes before this one$/);
    expect(faultsOfStep(stepFile('a', { after: ['a'] }))[0]).to.include('no step a comes before this one');
  });

  it('is refused with steps, or modules, that wait for each other', () => {
    const steps = [stepFile('a', { after: ['b'] }), stepFile('b', { text: 'a', after: ['a'] })];
    expect(faultsOf({ [MODULE]: moduleFile('one', steps) })).to.have.length(1);
    const circle = {
      [COURSE]: courseFile({ modules: ['one', 'two'] }),
      [MODULE]: moduleFile('one', [stepFile('a')], { after: ['two'] }),
      'course/small/1/two/module.json': moduleFile('two', [stepFile('b')], { after: ['one', 'three'] }),
      'course/small/1/two/b.fi.md': 'b',
    };
    const faults = faultsOf(circle);
    expect(faults).to.have.length(2);
    expect(faults[0]).to.match(/one\/module.json:\d+: after.0: no module two comes before this one$/);
    expect(faults[1]).to.match(/two\/module.json:\d+: after.1: no module three comes before this one$/);
  });

  it('is refused when its format, names or versions are not what they must be', () => {
    expect(faultsOf({ [COURSE]: courseFile({ format: 2 }) })).to.deep.equal([
      'course/small/1/course.json:2: format: must be 1: this tool knows no other format',
    ]);
    expect(faultsOf({ [COURSE]: courseFile({ id: 'other', version: 7 }) })).to.deep.equal([
      'course/small/1/course.json:3: id: must be small, as the folder is called',
      'course/small/1/course.json:4: version: must be 1, as the folder is called',
    ]);
    expect(faultsOf({ [COURSE]: courseFile({ modules: ['one', 'one'] }) })[0]).to.include(
      'one stands here twice',
    );
    expect(faultsOf({ [COURSE]: courseFile({ modules: ['two'] }) })[0]).to.include(
      'there is no two/module.json',
    );
    expect(faultsOf({ [MODULE]: moduleFile('two', [stepFile('a')]) })[0]).to.include('must be one, as');
    expect(faultsOf({ [COURSE]: courseFile({ extra: 1 }) })[0]).to.include('extra: nobody knows this field');
    expect(faultsOf({ [COURSE]: '{"__proto__": {}, "format": 1' })[0]).to.include(
      ':1: (whole file): is not JSON',
    );
    expect(faultsOf({ [COURSE]: courseFile({ theme: 'X' }) })[0]).to.include('must be there for a theme');
  });

  it('is refused when a text is in no language, is empty or is missing', () => {
    expect(faultsOfStep(stepFile('a', { title: {} }))[0]).to.include(
      'steps.0.title: must be there in one language',
    );
    expect(faultsOfStep(stepFile('x'))).to.deep.equal([
      `${MODULE}:23: steps.0.text: there is no file x.fi.md, x.sv.md, x.en.md`,
    ]);
    expect(faultsOf({ 'course/small/1/one/a.en.md': ' \n' })).to.deep.equal([
      'course/small/1/one/a.en.md:1: is empty',
    ]);
  });

  it('is refused with a check whose questions are faulty, by the line in their file', () => {
    const step = stepFile('a', { kind: 'check', questions: 'check', text: undefined, sources: undefined });
    const set = (questions: Files[]): Files => ({ id: 'set', version: 1, title: local('Set'), questions });
    const file = 'course/small/1/one/check.json';
    expect(faultsOfStep(step, { [file]: set([check('K1')]) })).to.deep.equal([]);
    const twice = faultsOfStep(step, { [file]: set([check('K1'), check('K1')]) });
    expect(twice).to.have.length(1);
    expect(twice[0]).to.match(/check.json:\d+: questions.1.id: K1 stands here twice$/);
    expect(faultsOfStep(step, { [file]: set([check('K1', { isTrue: 'yes' })]) })[0]).to.include('isTrue');
  });

  it('is refused with a day, a part or a feedback question twice, or too few themes', () => {
    const bare = { text: undefined, sources: undefined };
    const day = (id: string): Files =>
      stepFile(id, {
        ...bare,
        kind: 'contact-day',
        day: 1,
        programme: [{ minutes: 45, title: local('p') }],
        substitute: 'a',
      });
    expect(faultsOf({ [MODULE]: moduleFile('one', [day('d'), day('e')]) })[0]).to.match(
      /module.json:\d+: steps.1.day: day 1 is another step's already$/,
    );
    const part = (id: string): Files =>
      stepFile(id, { ...bare, kind: 'activity', activity: 'self-assessment', round: 'after' });
    expect(faultsOf({ [MODULE]: moduleFile('one', [part('d'), part('e')]) })[0]).to.include('steps.1.round');
    const question = { id: 'F1', kind: 'scale', text: local('q') };
    const feedback = stepFile('f', { ...bare, kind: 'feedback', questions: [question, question] });
    expect(faultsOfStep(feedback)[0]).to.include('steps.0.questions.1.id: F1 stands here twice');
    expect(faultsOfStep(stepFile('t', { ...bare, kind: 'theme' }))).to.have.length(1);
    const themes = [{ package: 'none', version: 1 }];
    expect(faultsOf({ [COURSE]: courseFile({ themes }) })[0]).to.match(
      /course.json:\d+: themes.0: there is no theme none@1$/,
    );
  });

  it('is refused with readings that are not there, or stand twice', () => {
    const step = stepFile('a', {
      kind: 'reading',
      list: 'list',
      readings: ['r', 'x'],
      text: undefined,
      sources: undefined,
    });
    expect(faultsOfStep(step)[0]).to.include('there is no list of readings list');
    const reading = { id: 'r', year: 2020, title: 'R', authors: ['A'], language: 'fi' };
    const list = { id: 'list', title: local('List'), readings: [reading] };
    expect(faultsOfStep(step, { 'readings/list.json': list })).to.have.length(1);
    const twice = { ...list, readings: [reading, reading] };
    expect(faultsOf({ 'readings/list.json': twice })[0]).to.include('readings.1.id: r stands here twice');
    const http = { ...list, readings: [{ ...reading, url: 'http://a.example' }] };
    expect(faultsOf({ 'readings/list.json': http })[0]).to.include('readings.0.url');
  });

  it('tells the faults of several packages, modules and texts at once', () => {
    const faults = faultsOf({
      [MODULE]: moduleFile('one', [stepFile('a'), stepFile('b')]),
      'course/small/1/one/a.fi.md': '<b>x</b>',
      'course/small/1/one/b.fi.md': ' ',
      'course/other/1/course.json': '{',
    });
    expect(faults.map(row => row.split(':')[0])).to.deep.equal([
      'course/other/1/course.json',
      ...Array<string>(2).fill('course/small/1/one/a.fi.md'),
      'course/small/1/one/b.fi.md',
    ]);
  });
});
