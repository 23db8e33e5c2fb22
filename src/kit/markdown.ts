import markdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { createRecent } from './recent.ts';

const markdown = markdownIt({ html: false, linkify: false, typographer: false });
/** Takes HTML for what it is, to tell where it stands; nothing is rendered with it. */
const reader = markdownIt({ html: true });
// What the renderer does not take for a link is a fault too, and not merely shown as it is written.
reader.validateLink = () => true;

/** What CommonMark with tables makes, and no more. */
const ALLOWED = {
  allowedTags: [
    ...['h2', 'h3', 'h4', 'p', 'ul', 'ol', 'li', 'blockquote', 'strong', 'em', 'code', 'pre', 'hr', 'br'],
    ...['a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'target', 'rel'], ol: ['start'], th: ['scope'] },
  allowedSchemes: ['https', 'http'],
  allowProtocolRelative: false,
  transformTags: {
    // The page's title is the one h1; links lead out of the LMS's frame, where many a page refuses to be shown.
    h1: 'h2',
    a: sanitizeHtml.simpleTransform('a', { target: '_blank', rel: 'noopener noreferrer' }),
    th: sanitizeHtml.simpleTransform('th', { scope: 'col' }),
  },
} satisfies sanitizeHtml.IOptions;

/** The same texts are read again and again, and rendering one takes longer than the rest of its page. */
const REMEMBERED = 1000;
const rendered = createRecent<string>(REMEMBERED);

/**
 * Renders CommonMark with tables (https://spec.commonmark.org/0.31.2/). HTML in the text is shown as it is written, and
 * what was rendered is sanitised once more: two walls.
 * @returns HTML that is safe to put into a page
 */
export function renderMarkdown(text: string): string {
  const known = rendered.get(text);
  if (known !== undefined) return known;
  const html = sanitizeHtml(markdown.render(text), ALLOWED);
  rendered.set(text, html);
  return html;
}

/** What a text may not hold, with the line on which it begins, counted from 1. */
export interface MarkdownFault {
  line: number;
  what: 'html' | 'picture' | 'link';
}

/** No token of a fault can be there without one of these: most texts need not be read twice. */
const SUSPECT = /<[a-z!/?]|!\[|\]\(|\]:|^\[/im;
const ADDRESS = /^https?:\/\//i;

type Token = ReturnType<typeof reader.parse>[number];

function faultOf(token: Token): MarkdownFault['what'] | null {
  if (token.type === 'html_block' || token.type === 'html_inline') return 'html';
  if (token.type === 'image') return 'picture';
  return token.type === 'link_open' && !ADDRESS.test(String(token.attrGet('href'))) ? 'link' : null;
}

/** How many lines a part of a paragraph goes on. */
function linesOf({ type, content }: Token): number {
  if (type === 'softbreak' || type === 'hardbreak') return 1;
  return type === 'html_inline' ? content.split('\n').length - 1 : 0;
}

/** @returns raw HTML, pictures and links to anything but http and https in the text, by line */
export function findMarkdownFaults(text: string): MarkdownFault[] {
  if (!SUSPECT.test(text)) return [];
  const faults: MarkdownFault[] = [];
  let line = 1;
  for (const block of reader.parse(text, {})) {
    // The cells of a table have no line of their own: their row has.
    if (block.map && block.nesting >= 0) line = block.map[0] + 1;
    let at = line;
    for (const token of [block, ...(block.children ?? [])]) {
      const what = faultOf(token);
      if (what) faults.push({ line: at, what });
      at += linesOf(token);
    }
  }
  return faults;
}

/** Addresses of links are no words. */
const ADDRESSES = /\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|<https?:[^>\s]*>/g;

/** @returns how many words the text has, marks of Markdown and addresses left out */
export function countWords(text: string): number {
  const words = text.replace(ADDRESSES, ']');
  return words.match(/[\p{L}\p{N}]+(?:[-’':.][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
