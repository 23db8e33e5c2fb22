import { Parser } from 'htmlparser2';
import type { ImportNotes } from './importing.rules.ts';
import { LIMITS } from './question.rules.ts';

/** Between these and what stands beside them a line ends; between paragraphs a line stays empty. */
const BLOCKS = new Set(
  'address article aside blockquote div dl dt dd figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul'.split(
    ' ',
  ),
);
const PARAGRAPHS = new Set('blockquote h1 h2 h3 h4 h5 h6 ol p pre table ul'.split(' '));
/** What is inside these is not for reading. */
const UNREAD = new Set(['script', 'style', 'template', 'noscript', 'title']);
const MEDIA = new Set('audio canvas embed iframe img math object svg video'.split(' '));

/** Several times what a question's longest text needs, tags and all; a parser of HTML is slow with tags left open. */
const MOST_HTML = 10_000;

interface HtmlPlace {
  /** Line ends of the source are kept, as Moodle's "auto format" does. */
  keepsLines: boolean;
  line: number;
  notes: ImportNotes;
}

/** Gathers the text; spaces and line ends that follow each other become one. */
class Lines {
  private readonly rows: string[] = [];
  private row = '';
  private isSpaced = true;
  /** How many line ends are due before the next word. */
  private due = 0;

  add(words: string): void {
    if (this.due > 0 && words.trim() !== '') this.startRow();
    const added = this.isSpaced || this.due > 0 ? words.replace(/^ +/, '') : words;
    if (added === '' || this.due > 0) return;
    this.row += added;
    this.isSpaced = added.endsWith(' ');
  }

  private startRow(): void {
    this.rows.push(this.row.trimEnd(), ...(this.due > 1 ? [''] : []));
    this.row = '';
    this.isSpaced = true;
    this.due = 0;
  }

  breakLine(count: 1 | 2): void {
    if (this.row !== '' || this.rows.length > 0) this.due = Math.max(this.due, count);
  }

  /** `<br>`: each of them counts. */
  addBreak(): void {
    if (this.row !== '' || this.rows.length > 0) this.due = Math.min(2, this.due + 1);
  }

  toString(): string {
    return [...this.rows, this.row].join('\n').trim();
  }
}

/** What is told to the parser of HTML; `isLossy` says that something was there which a text cannot show. */
class HtmlReader {
  readonly lines = new Lines();
  isLossy = false;
  private unread = 0;
  private link: { href: string; words: string } | null = null;

  private readonly keepsLines: boolean;

  constructor(keepsLines: boolean) {
    this.keepsLines = keepsLines;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (UNREAD.has(name)) this.unread += 1;
    if (MEDIA.has(name)) this.isLossy = true;
    if (name === 'img') this.addWords(attributes['alt'] ?? '');
    if (name === 'br') this.lines.addBreak();
    if (name === 'a') this.link = { href: attributes['href'] ?? '', words: '' };
    if (name === 'td' || name === 'th') this.lines.add(' ');
    if (BLOCKS.has(name)) this.lines.breakLine(PARAGRAPHS.has(name) ? 2 : 1);
    if (name === 'li') this.lines.add('– ');
  }

  addText(text: string): void {
    if (this.unread > 0) return;
    const rows = this.keepsLines ? text.split('\n') : [text];
    rows.forEach((row, index) => {
      if (index > 0) this.lines.addBreak();
      this.addWords(row.replace(/[ \t\r\n\f]+/g, ' '));
    });
  }

  close(name: string): void {
    if (UNREAD.has(name)) this.unread -= 1;
    if (name === 'a' && this.link) {
      const { href, words } = this.link;
      this.link = null;
      if (/^https?:\/\//.test(href) && words.trim() !== href) this.lines.add(` (${href})`);
    }
    if (BLOCKS.has(name)) this.lines.breakLine(PARAGRAPHS.has(name) ? 2 : 1);
  }

  private addWords(words: string): void {
    if (this.link) this.link.words += words;
    this.lines.add(words);
  }
}

/**
 * Turns HTML into plain text: paragraphs and list rows onto lines of their own, entities into their characters, a
 * link's address in brackets after its words, a picture's description in its place. Tags, scripts and styles go, and
 * a note is made of pictures and the like. What comes out is text, not safe HTML: it is escaped like any other text.
 */
export function readHtml(html: string, { keepsLines, line, notes }: HtmlPlace): string {
  if (html.length > MOST_HTML) {
    notes.fault(line, 'questions:import.too-long', { max: LIMITS.text });
    // Something, so that the fault is not told a second time as a missing text.
    return '…';
  }
  const reader = new HtmlReader(keepsLines);
  const parser = new Parser({
    onopentag: (name, attributes) => reader.open(name, attributes),
    ontext: text => reader.addText(text),
    onclosetag: name => reader.close(name),
  });
  parser.write(html);
  parser.end();
  if (reader.isLossy) notes.warn(line, 'questions:warning.media');
  return reader.lines.toString();
}
