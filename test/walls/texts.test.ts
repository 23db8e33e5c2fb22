import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../..');
const LOCALES = ['fi', 'sv', 'en'] as const;

type Text = Record<string, string>;

const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
  .filter(
    entry => entry.isDirectory() && readdirSync(join(entry.parentPath, entry.name)).includes('text.fi.json'),
  )
  .map(entry => entry.name);

function textsOf(room: string): Record<(typeof LOCALES)[number], Text> {
  const read = (locale: string): Text =>
    JSON.parse(readFileSync(join(ROOT, 'src', room, `text.${locale}.json`), 'utf8')) as Text;
  return { fi: read('fi'), sv: read('sv'), en: read('en') };
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+(?:, \w+)?)\}\}/g)].map(m => m[1] ?? '').sort();

describe('texts', () => {
  it('exist in several rooms', () => {
    expect(rooms).to.include.members(['http', 'lti', 'activities', 'self-assessment']);
  });

  for (const room of rooms) {
    describe(room, () => {
      const texts = textsOf(room);

      it('has the same keys in Finnish, Swedish and English', () => {
        expect(Object.keys(texts.sv).sort()).to.deep.equal(Object.keys(texts.fi).sort());
        expect(Object.keys(texts.en).sort()).to.deep.equal(Object.keys(texts.fi).sort());
      });

      it('has the same places for values in each language', () => {
        for (const [key, text] of Object.entries(texts.fi)) {
          expect(placeholders(texts.sv[key] ?? ''), key).to.deep.equal(placeholders(text));
          expect(placeholders(texts.en[key] ?? ''), key).to.deep.equal(placeholders(text));
        }
      });

      it('leaves no text empty, shouts nothing and holds no markup', () => {
        for (const locale of LOCALES) {
          for (const [key, text] of Object.entries(texts[locale])) {
            expect(text.trim(), `${locale} ${key}`).to.not.equal('');
            expect(text, `${locale} ${key}`).to.not.match(/!|<[a-z/]/i);
          }
        }
      });

      it('has a title and a help for each error', () => {
        const keys = Object.keys(texts.fi).filter(key => key.startsWith('error.'));
        for (const key of keys.filter(k => k.endsWith('.title'))) {
          expect(keys, key).to.include(key.replace(/\.title$/, '.help'));
        }
      });
    });
  }

  it('say something of every error that the code throws', () => {
    const known = new Set(rooms.flatMap(room => Object.keys(textsOf(room).fi).map(key => `${room}:${key}`)));
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true }).filter(f =>
      f.name.endsWith('.ts'),
    );
    const missing = files.flatMap(file => {
      const code = readFileSync(join(file.parentPath, file.name), 'utf8');
      return [...code.matchAll(/new AppError\(\s*'([a-z-]+)\/([a-z-]+)'/g)]
        .filter(([, room = '', what = '']) => !known.has(`${room}:error.${what}.title`))
        .map(match => `${file.name}: ${match[1] ?? ''}/${match[2] ?? ''}`);
    });
    expect(missing).to.deep.equal([]);
  });
});
