import { expect } from 'chai';
import { completenessOf } from '../../../src/course/completeness.rules.ts';
import { aCourse, aModule, aStep, aText, local } from '../../support/course-package.ts';

describe('the completeness of a package', () => {
  it('is whole where every text is there in every language', () => {
    const { rows, written } = completenessOf(aCourse([aModule('one', [aText('a')])]));
    expect(rows.flatMap(({ lacks }) => lacks)).to.deep.equal([]);
    expect(written).to.deep.equal({
      fi: { written: 6, total: 6 },
      sv: { written: 6, total: 6 },
      en: { written: 6, total: 6 },
    });
  });

  it('tells by module and step which text lacks which language', () => {
    const fi = { fi: 'vain' };
    const course = aCourse(
      [
        aModule(
          'one',
          [
            aText('a', { text: { fi: 'a', en: 'a' }, sources: [{ title: local('s') }, { title: fi }] }),
            aStep('check', 'b', {
              questions: [
                { id: 'K1', kind: 'true-false', text: local('q'), points: 1, isTrue: true, explanation: fi },
              ],
            }),
            aStep('task', 'c', {
              text: local('t'),
              grading: 'pass-fail',
              criteria: [{ id: 'why', title: local('c'), levels: { pass: { sv: 'bara' } } }],
            }),
            aStep('contact-day', 'd', {
              day: 1,
              programme: [
                { minutes: 5, title: local('p') },
                { minutes: 5, title: local('p'), text: fi },
              ],
              substitute: fi,
            }),
            aStep('feedback', 'e', { questions: [{ id: 'F1', kind: 'text', text: fi }] }),
            aStep('reflection', 'f', { prompt: fi }),
            aStep('video', 'g', {
              text: local('v'),
              file: { name: 'v.mp4', path: '/v.mp4' },
              captions: { fi: { name: 'v.vtt', path: '/v.vtt' } },
            }),
          ],
          { summary: fi },
        ),
      ],
      { outcomes: [local('o'), fi] },
    );
    const { rows } = completenessOf(course);
    const told = rows.flatMap(({ module, step, lacks }) =>
      lacks.map(({ kind, of, missing }) =>
        [module?.id ?? '-', step?.id ?? '-', kind, of ?? '-', missing.join('+')].join(' '),
      ),
    );
    expect(told).to.deep.equal([
      '- - outcome 2 sv+en',
      'one - summary - sv+en',
      'one a text - sv',
      'one a source 2 sv+en',
      'one b question K1 sv+en',
      'one c criterion why fi+en',
      'one d substitute - sv+en',
      'one d programme 2 sv+en',
      'one e question F1 sv+en',
      'one f prompt - sv+en',
      'one g captions - sv+en',
    ]);
  });
});
