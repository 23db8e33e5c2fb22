import { expect } from 'chai';
import { pathAfterChoice } from '../../../src/people/language.rules.ts';

describe('the page after a choice of language', () => {
  const base = '/l/abc';
  const rows: [string, string | undefined, string][] = [
    [
      'the page where it was made',
      'https://tool.example/l/abc/self-assessment/b',
      '/l/abc/self-assessment/b',
    ],
    ['with its query', 'https://tool.example/l/abc/dashboard?sort=name', '/l/abc/dashboard?sort=name'],
    ['the first page without a referer', undefined, '/l/abc/'],
    ['the first page for another launch', 'https://tool.example/l/abcd/dashboard', '/l/abc/'],
    ['the first page for the LMS', 'https://lms.example/course/view.php?id=1', '/l/abc/'],
    ['the first page for a path that climbs out', 'https://tool.example/l/abc/../../admin', '/l/abc/'],
    ['the first page for what is no address', '//evil.example', '/l/abc/'],
  ];
  for (const [what, referer, path] of rows) {
    it(`is ${what}`, () => {
      expect(pathAfterChoice(referer, base)).to.equal(path);
    });
  }
});
