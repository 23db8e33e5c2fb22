import type { ImportNotes } from './importing.rules.ts';
import { LIMITS } from './question.rules.ts';

/** A part of a question's text with its escapes still in place, and the line where it begins. */
export interface GiftPiece {
  text: string;
  line: number;
}

export interface GiftAnswer extends GiftPiece {
  /** What stood before it: `=`, `~`, or nothing before the first. */
  sign: '' | '=' | '~';
}

export type GiftKind = 'choice' | 'short' | 'true-false' | 'number' | 'essay' | 'matching' | 'description';

/** A question of GIFT, taken apart. */
export interface GiftQuestion {
  line: number;
  kind: GiftKind;
  title: string | undefined;
  text: GiftPiece;
  answers: GiftAnswer[];
  /** What stands after `####`. */
  general: GiftPiece | undefined;
  /** `[id:…]` and the like, from comments: Moodle's way to say what GIFT has no sign for. */
  meta: Record<string, string>;
}

/** An escaped sign is put away behind a code point that stands for nothing, so that only real signs are left. */
const SIGNS = [':', '#', '=', '{', '}', '~', '\n', '\\'];
const FIRST = 0xfdd0;
const ESCAPED = /\\([:#={}~n\\])/g;
const PUT_AWAY = /[\uFDD0-\uFDD7]/g;

function putAway(text: string): string {
  return text.replace(ESCAPED, (_all, sign: string) =>
    String.fromCharCode(FIRST + SIGNS.indexOf(sign === 'n' ? '\n' : sign)),
  );
}

/** @returns the text with its escaped signs in it */
export function unescapeGift(text: string): string {
  return text.replace(PUT_AWAY, code => SIGNS[code.charCodeAt(0) - FIRST] ?? '');
}

/** What stands between two empty lines. */
interface Block {
  line: number;
  rows: string[];
  comments: string[];
}

const CATEGORY = /^\s*\$CATEGORY:/;

function readBlocks(text: string, notes: ImportNotes): Block[] {
  const blocks: Block[] = [];
  let block: Block | null = null;
  text.split(/\r\n|\r|\n/).forEach((row, index) => {
    const line = index + 1;
    if (CATEGORY.test(row)) {
      notes.warnOnce(line, 'questions:warning.category');
      block = null;
    } else if (row.trim() === '') block = null;
    else {
      if (!block) blocks.push((block = { line, rows: [], comments: [] }));
      const isComment = row.trimStart().startsWith('//');
      if (isComment) block.comments.push(row);
      // Its line stays, so that those after it keep their numbers.
      block.rows.push(isComment ? '' : row);
    }
  });
  return blocks.filter(({ rows }) => rows.some(row => row !== ''));
}

const META = /\[(id|points|unit):((?:[^\]\\]|\\.){0,100})\]/g;

function readMeta(comments: string[]): Record<string, string> {
  const found = comments.flatMap(comment => [...comment.matchAll(META)]);
  return Object.fromEntries(
    found.map(([, name = '', value = '']) => [name, value.replace(/\\(.)/g, '$1').trim()]),
  );
}

/** Parts of a block, by where they begin and end in it, with their lines. */
function createSlicer(text: string, firstLine: number): (from: number, to?: number) => GiftPiece {
  return (from, to = text.length) => {
    const piece = text.slice(from, to);
    // Of a piece that begins with a line's end the next line is the first.
    const start = from + (piece.length - piece.trimStart().length);
    return { text: piece, line: firstLine + text.slice(0, start).split('\n').length - 1 };
  };
}

/** One more than any kind may have, so that too many are told. */
const MOST_ANSWERS = LIMITS.options + 1;

function splitAnswers(text: string, from: number, slice: ReturnType<typeof createSlicer>): GiftAnswer[] {
  const answers: GiftAnswer[] = [];
  const all = [...text.matchAll(/[=~]/g)].map(match => from + match.index);
  const cuts = all.slice(0, MOST_ANSWERS);
  const end = all[MOST_ANSWERS] ?? from + text.length;
  const first = slice(from, cuts[0] ?? end);
  if (first.text.trim() !== '') answers.push({ ...first, sign: '' });
  cuts.forEach((cut, index) => {
    const sign = text[cut - from] === '=' ? '=' : '~';
    answers.push({ ...slice(cut + 1, cuts[index + 1] ?? end), sign });
  });
  return answers;
}

const TRUTHS = new Set(['T', 'TRUE', 'F', 'FALSE']);
/** Ours always weigh short answers, so that `->` in one is no pair. */
const WEIGHED = /^\s*%-?\d/;

/** By the signs within the braces, in the order in which Moodle asks. */
function kindOf(inside: string, answers: GiftAnswer[]): GiftKind {
  const trimmed = inside.trim();
  if (trimmed === '') return 'essay';
  if (trimmed.startsWith('#')) return 'number';
  if (trimmed.includes('~')) return 'choice';
  const arePairs = answers.every(({ sign, text }) => sign === '=' && !WEIGHED.test(text));
  if (trimmed.includes('->') && arePairs) return 'matching';
  return TRUTHS.has(trimmed.split('#', 1)[0]?.trim() ?? '') ? 'true-false' : 'short';
}

function readTitle(text: string): { title: string | undefined; from: number } {
  const start = text.length - text.trimStart().length;
  const end = text.startsWith('::', start) ? text.indexOf('::', start + 2) : -1;
  if (end < 0) return { title: undefined, from: 0 };
  return { title: unescapeGift(text.slice(start + 2, end)).trim(), from: end + 2 };
}

function readBlock({ line, rows, comments }: Block, notes: ImportNotes): GiftQuestion[] {
  const text = putAway(rows.join('\n'));
  const slice = createSlicer(text, line);
  const { title, from } = readTitle(text);
  const [open, close] = [text.indexOf('{', from), text.indexOf('}', from)];
  const whole = { line: slice(0).line, title, meta: readMeta(comments) };
  if (open < 0 && close < 0)
    return [{ ...whole, kind: 'description', text: slice(from), answers: [], general: undefined }];
  const areTwo = text.indexOf('{', open + 1) >= 0 || text.indexOf('}', close + 1) >= 0;
  if (open < 0 || close < open || areTwo) {
    notes.fault(slice(Math.max(open, from)).line, 'questions:import.braces');
    return [];
  }
  const after = text.slice(close + 1);
  const asked = slice(from, open);
  const inside = text.slice(open + 1, close);
  const cut = inside.lastIndexOf('####');
  const told = cut < 0 ? inside : inside.slice(0, cut);
  const answers = splitAnswers(told, open + 1, slice);
  return [
    {
      ...whole,
      kind: kindOf(told, answers),
      // Answers in the midst of a sentence leave a gap there.
      text: after.trim() === '' ? asked : { ...asked, text: `${asked.text}_____${after}` },
      answers,
      general: cut < 0 ? undefined : slice(open + 1 + cut + 4, close),
    },
  ];
}

/** Takes a file of GIFT apart. What has no sense as GIFT becomes a fault. */
export function readGift(text: string, notes: ImportNotes): GiftQuestion[] {
  return readBlocks(text.replace(/^\uFEFF/, ''), notes).flatMap(block => readBlock(block, notes));
}
