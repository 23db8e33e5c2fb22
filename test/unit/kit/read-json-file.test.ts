import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { readJsonFile } from '../../../src/kit/read-json-file.ts';

const Schema = z.strictObject({
  name: z.string(),
  rows: z.array(z.strictObject({ size: z.number().max(9), note: z.string().optional() })).min(1),
});

describe('a file of JSON', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'json-'));
    file = join(folder, 'content.json');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** The message's rows, without the file's path. */
  function faultsOf(content: string): string[] {
    writeFileSync(file, content);
    try {
      readJsonFile(file, Schema);
      return [];
    } catch (error) {
      return (error as Error).message
        .split('\n')
        .slice(1)
        .map(row => row.trim().replace(`${file}:`, ''));
    }
  }

  it('is read and checked, with a byte order mark or without', () => {
    writeFileSync(file, '\uFEFF{"name": "n", "rows": [{"size": 1}]}');
    expect(readJsonFile(file, Schema)).to.deep.equal({ name: 'n', rows: [{ size: 1 }] });
  });

  it('tells each fault with its line, in the order of lines', () => {
    const content = [
      '{',
      '  "name": 7,',
      '  "rows": [',
      '    { "size": 1 },',
      '    {',
      '      "size": 10',
      '    }',
      '  ]',
      '}',
    ];
    const [first, second, ...others] = faultsOf(content.join('\n'));
    expect(first).to.match(/^2: name: /);
    expect(second).to.match(/^6: rows\.1\.size: /);
    expect(others).to.deep.equal([]);
  });

  it('tells of a missing field the line of what lacks it', () => {
    expect(faultsOf('{\n  "name": "n",\n  "rows": [\n    {}\n  ]\n}')[0]).to.match(/^4: rows\.0\.size: /);
    expect(faultsOf('\n{\n  "name": "n"\n}')[0]).to.match(/^2: rows: /);
  });

  it('tells of a field that nobody knows the line of that field', () => {
    const faults = faultsOf(
      '{\n  "name": "n",\n  "rows": [{ "size": 1 }],\n  "colour": "red",\n  "__proto__": {}\n}',
    );
    expect(faults[0]).to.equal('4: colour: nobody knows this field');
  });

  it('tells of a field that stands twice, of which one would be lost', () => {
    expect(faultsOf('{\n  "name": "n",\n  "rows": [{\n    "size": 1,\n    "size": 2\n  }]\n}')).to.deep.equal(
      ['5: rows.0.size: stands here twice'],
    );
  });

  it('takes quotation marks and colons in texts for what they are', () => {
    const name = 'a": "b\\": {"c":';
    writeFileSync(file, JSON.stringify({ name, rows: [{ size: 1, note: '": ' }] }));
    expect(readJsonFile(file, Schema).name).to.equal(name);
  });

  const broken: [string, string, number][] = [
    ['stops too early', '{\n  "name": "n",\n  "rows": [', 3],
    ['holds a comment', '{\n  // a note\n  "name": "n" }', 2],
    ['holds a comma too many', '{\n  "name": "n",\n}', 3],
    ['holds a text over two lines', '{\n  "name": "n\n"}', 2],
    ['is empty', '', 1],
  ];
  for (const [what, content, line] of broken) {
    it(`is refused at its line when it ${what}`, () => {
      const faults = faultsOf(content);
      expect(faults).to.have.length(1);
      expect(faults[0]).to.match(new RegExp(`^${String(line)}: \\(whole file\\): `));
    });
  }

  it('is named in the message', () => {
    writeFileSync(file, '[]');
    expect(() => readJsonFile(file, Schema)).to.throw(`${file} cannot be used:\n  ${file}:1: (whole file): `);
  });
});
