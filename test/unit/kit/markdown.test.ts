import { expect } from 'chai';
import fc from 'fast-check';
import { countWords, findMarkdownFaults, renderMarkdown } from '../../../src/kit/markdown.ts';

/** Ways in which pages were broken into; each is shown as text or is not there at all. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.example/x.js></SCRIPT>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<math><mi xlink:href="data:x,<script>alert(1)</script>">',
  '<style>@import "https://evil.example/x.css";</style>',
  '<!--><script>alert(1)</script>-->',
  '<?php echo 1 ?>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#115;cript:alert(1))',
  '[x](<javascript:alert(1)>)',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](file:///etc/passwd)',
  '[x](//evil.example)',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '![x](https://evil.example/pixel.png)',
  '![x](javascript:alert(1))',
  '[x](https://ok.example "\\"onmouseover=alert(1) x=\\"")',
  'a `<b>` <b onclick=alert(1)>b</b>',
];

describe('Markdown', () => {
  it('shows no attack as anything but words', () => {
    for (const attack of ATTACKS) {
      const html = renderMarkdown(attack);
      const tags = html.match(/<[^>]*>/g) ?? [];
      for (const tag of tags) {
        expect(tag, attack).to.match(/^<\/?(p|a|code|em|strong)\b/);
        expect(tag.replace(/"[^"]*"/g, ''), attack).not.to.match(/\son\w+=/i);
        const href = /href="([^"]*)"/.exec(tag)?.[1];
        if (href !== undefined) expect(href, attack).to.match(/^https:\/\//);
      }
    }
  });

  it('tells every attack that is HTML, a picture or a link, with its line', () => {
    // The first is no HTML by CommonMark, the second a link that may stand there: both are shown as harmless.
    const harmless = ['<svg/onload=alert(1)>', '[x](https://ok.example'];
    for (const attack of ATTACKS.filter(one => !harmless.some(start => one.startsWith(start)))) {
      const faults = findMarkdownFaults(`Words\n\nmore\n\n${attack}`);
      expect(faults[0]?.line, attack).to.equal(5);
    }
  });

  it('lets nothing through that holds none of the signs by which it is looked for', () => {
    const parts = fc.constantFrom(...ATTACKS.flatMap(one => one.split(/(?<=[<>[\]()!:])/)), ' ', '\n', 'a');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), all => {
        const html = renderMarkdown(all.join(''));
        expect(html).not.to.match(/<(script|img|svg|iframe|style|math|b)\b/i);
        expect(html).not.to.match(/<[^>]*href="(?!https?:)/);
      }),
    );
  });

  it('tells each line of a paragraph, a list, a quote and a table', () => {
    const text = [
      'one',
      'two <b>x</b>',
      '',
      '- item',
      '  - inner ![p](https://a.example/p.png)',
      '',
      '> quote',
      '> [x](mailto:a@b.example)',
      '',
      '| a | b |',
      '|---|---|',
      '| c | <i>d</i> |',
    ].join('\n');
    expect(findMarkdownFaults(text)).to.deep.equal([
      { line: 2, what: 'html' },
      { line: 2, what: 'html' },
      { line: 5, what: 'picture' },
      { line: 8, what: 'link' },
      { line: 12, what: 'html' },
      { line: 12, what: 'html' },
    ]);
  });

  it('takes headings, emphasis, quotes, code, https links, tables and lists in lists', () => {
    const text =
      '## H\n\n- a\n  1. b\n\n> *q* **s** `<c>`\n\n| x |\n|---|\n| [l](https://a.example/?a=1&b=2) |';
    expect(findMarkdownFaults(text)).to.deep.equal([]);
    const html = renderMarkdown(text);
    expect(html)
      .to.include('<h2>H</h2>')
      .and.match(/<ul>\s*<li>a\s*<ol>\s*<li>b/);
    expect(html).to.include('<th scope="col">x</th>').and.include('<code>&lt;c&gt;</code>');
    expect(html).to.include('target="_blank" rel="noopener noreferrer"');
    expect(renderMarkdown('# Title')).to.equal('<h2>Title</h2>\n');
  });

  it('takes no longer for long texts of signs that could be anything', () => {
    const started = performance.now();
    for (const sign of ['[', '<', '*', '![', '](', '`', '<!--', '|', '> '])
      findMarkdownFaults(sign.repeat(5000) + '<b>');
    expect(performance.now() - started).to.be.lessThan(4000);
  });

  it('counts words without the marks and addresses', () => {
    expect(countWords('')).to.equal(0);
    expect(countWords('## Hyvä *päivä*, **maailma**!')).to.equal(3);
    expect(countWords('Lue [tämä sivu](https://a.example/b-c/d_(e)?f=g) ja 7 §:n kohta, n. 1.5 h')).to.equal(
      10,
    );
    expect(countWords('sosiaali- ja terveysala, EU:n, 2020–2022')).to.equal(6);
  });
});
