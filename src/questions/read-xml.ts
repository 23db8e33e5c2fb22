import { SaxesParser } from 'saxes';

/** An element of XML. */
export interface XmlNode {
  name: string;
  attributes: Record<string, string>;
  /** The line on which its start tag ends. */
  line: number;
  children: XmlNode[];
  /** The text and CDATA directly in it. */
  text: string;
}

export type XmlResult = { ok: true; root: XmlNode } | { ok: false; line: number; why: 'xml' | 'doctype' };

/** Some programs write an empty line before it, where XML allows none. It is cut out, the line ends stay. */
const DECLARATION = /^\uFEFF?(\s*)<\?xml [^>]*\?>/;
/** Moodle's files are seven deep. */
const DEEPEST = 50;

class XmlFault extends Error {
  readonly why: 'xml' | 'doctype';
  constructor(why: 'xml' | 'doctype') {
    super(why);
    this.why = why;
  }
}

function refuse(why: 'xml' | 'doctype'): never {
  throw new XmlFault(why);
}

/**
 * Reads XML 1.0 into a tree. A document type is refused, so no entity but XML's own five stands for anything, and
 * nothing outside of the text is ever asked for.
 */
export function readXml(text: string): XmlResult {
  const top: XmlNode = { name: '', attributes: {}, line: 1, children: [], text: '' };
  const open = [top];
  const innermost = (): XmlNode => open.at(-1) ?? top;
  const parser = new SaxesParser({ xmlns: false, position: true });
  const addText = (words: string): void => void (innermost().text += words);
  parser.on('error', () => refuse('xml'));
  parser.on('doctype', () => refuse('doctype'));
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > DEEPEST) refuse('xml');
    const node: XmlNode = { name, attributes: { ...attributes }, line: parser.line, children: [], text: '' };
    innermost().children.push(node);
    open.push(node);
  });
  parser.on('closetag', () => void open.pop());
  try {
    parser.write(text.replace(DECLARATION, '$1')).close();
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    return { ok: false, line: parser.line, why: error.why };
  }
  const [root] = top.children;
  return root ? { ok: true, root } : { ok: false, line: 1, why: 'xml' };
}

/** @returns the children of that name, in their order */
export function childrenOf(node: XmlNode, name: string): XmlNode[] {
  return node.children.filter(child => child.name === name);
}

/** @returns the text of the first child of that name, without space around; '' where there is none */
export function textOf(node: XmlNode | undefined, name: string): string {
  const child = node?.children.find(one => one.name === name);
  return child?.text.trim() ?? '';
}
