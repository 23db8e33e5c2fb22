import { readFileSync } from 'node:fs';
import { parse, type AnyNode, type ValueNode } from '@humanwhocodes/momoa';
import type { z } from 'zod';

type Path = readonly PropertyKey[];

interface Fault {
  line: number;
  path: string;
  message: string;
}

/** Where the engine's message says that it stopped; at the end of the text it says nothing. */
const POSITION = / at position (\d+).*$/;

/** @returns the value, or where the text stops being JSON */
function parseText(text: string): { value: unknown } | Fault {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const { message } = error as Error;
    const before = text.slice(0, Number(POSITION.exec(message)?.[1] ?? text.length));
    return {
      line: before.split('\n').length,
      path: '(whole file)',
      message: `is not JSON: ${message.replace(POSITION, '')}`,
    };
  }
}

/** One step down, by a key or an index; null where the tree has nothing there. */
function stepInto(node: ValueNode, step: PropertyKey): { at: AnyNode; value: ValueNode } | null {
  if (node.type === 'Array') {
    const element = node.elements[Number(step)];
    return element ? { at: element, value: element.value } : null;
  }
  if (node.type !== 'Object') return null;
  const member = node.members.find(one => one.name.type === 'String' && one.name.value === step);
  return member ? { at: member, value: member.value } : null;
}

/** @returns the line of what the path names, or of the nearest thing around it that is there. */
function lineOf(root: ValueNode, path: Path): number {
  let node = root;
  let { line } = root.loc.start;
  for (const step of path) {
    const next = stepInto(node, step);
    if (!next) break;
    node = next.value;
    line = next.at.loc.start.line;
  }
  return line;
}

/** A key that stands twice hides its first value without a word. */
function faultsOfTwinKeys(node: ValueNode, path: string[] = []): Fault[] {
  if (node.type === 'Array')
    return node.elements.flatMap((one, index) => faultsOfTwinKeys(one.value, [...path, String(index)]));
  if (node.type !== 'Object') return [];
  const seen = new Set<string>();
  return node.members.flatMap(member => {
    const key = member.name.type === 'String' ? member.name.value : member.name.name;
    const isTwin = seen.has(key);
    seen.add(key);
    const here = {
      line: member.loc.start.line,
      path: [...path, key].join('.'),
      message: 'stands here twice',
    };
    return [...(isTwin ? [here] : []), ...faultsOfTwinKeys(member.value, [...path, key])];
  });
}

/** A string of JSON, and whether it is a key. */
const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const within = Object.values(value);
  let count = Array.isArray(value) ? 0 : within.length;
  for (const one of within) if (typeof one === 'object') count += countKeys(one);
  return count;
}

/** @returns whether fewer keys were read than are written: the tree, which would tell it too, takes 500 times as long */
function hasTwinKeys(text: string, value: unknown): boolean {
  let written = 0;
  for (const [, colon] of text.matchAll(STRINGS)) if (colon !== undefined) written += 1;
  return countKeys(value) < written;
}

function faultsOfIssue(root: ValueNode, issue: z.core.$ZodIssue): Fault[] {
  const paths =
    issue.code === 'unrecognized_keys' ? issue.keys.map(key => [...issue.path, key]) : [issue.path];
  return paths.map(path => ({
    line: lineOf(root, path),
    path: path.map(String).join('.') || '(whole file)',
    message: issue.code === 'unrecognized_keys' ? 'nobody knows this field' : issue.message,
  }));
}

function refuse(file: string, faults: Fault[]): never {
  const rows = faults
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, path, message }) => `  ${file}:${line}: ${path}: ${message}`);
  throw new Error([`${file} cannot be used:`, ...rows].join('\n'));
}

function textOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}

/** What is wrong with a file of JSON that only shows beside other files. */
export interface JsonFault {
  path: Path;
  message: string;
}

/**
 * Refuses a file that `readJsonFile` took.
 * @throws Error with a row `file:line: path: message` for each fault, by line
 */
export function refuseJsonFile(file: string, faults: readonly JsonFault[]): never {
  const root = parse(textOf(file), { mode: 'json' }).body;
  const rows = faults.map(({ path, message }) => ({
    line: lineOf(root, path),
    path: path.map(String).join('.'),
    message,
  }));
  return refuse(file, rows);
}

/**
 * Reads a file of JSON (RFC 8259; a byte order mark is passed over) and checks it.
 * @param file path of the file
 * @param schema what its content must be
 * @returns what the schema makes of the content
 * @throws Error with a row `file:line: path: message` for each fault, by line; a missing file is thrown as Node does
 */
export function readJsonFile<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  const text = textOf(file);
  const parsed = parseText(text);
  if ('message' in parsed) return refuse(file, [parsed]);
  // Code that zod makes for a schema pays on a path walked often; a file is read once.
  const result = schema.safeParse(parsed.value, { jitless: true });
  if (result.success && !hasTwinKeys(text, parsed.value)) return result.data;
  const root = parse(text, { mode: 'json' }).body;
  const issues = result.error?.issues ?? [];
  return refuse(file, [...faultsOfTwinKeys(root), ...issues.flatMap(issue => faultsOfIssue(root, issue))]);
}
