import { Parser } from 'htmlparser2';
import type { ImportNotes } from './importing.rules.ts';

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

/** Many times what a question's longest text needs, tags and all. */
const MOST_HTML = 20_000;
/** Deeper than any editor nests; for each tag that is closed, the parser looks through those that are open. */
const DEEPEST = 100;

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
  depth = 0;
  private unread = 0;
  private link: { href: string; words: string } | null = null;

  private readonly keepsLines: boolean;

  constructor(keepsLines: boolean) {
    this.keepsLines = keepsLines;
  }

  open(name: string, attributes: Record<string, string>): void {
    this.depth += 1;
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
    this.depth -= 1;
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
  const reader = new HtmlReader(keepsLines);
  const parser = new Parser({
    onopentag: (name, attributes) => {
      reader.open(name, attributes);
      if (reader.depth > DEEPEST) parser.pause();
    },
    ontext: text => reader.addText(text),
    onclosetag: name => reader.close(name),
  });
  if (html.length <= MOST_HTML) parser.write(html);
  if (html.length > MOST_HTML || reader.depth > DEEPEST) {
    notes.fault(line, 'questions:import.html');
    // Something, so that the fault is not told a second time as a missing text.
    return '…';
  }
  parser.end();
  if (reader.isLossy) notes.warn(line, 'questions:warning.media');
  return reader.lines.toString();
}
