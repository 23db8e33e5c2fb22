import type { Locale } from '../i18n/index.ts';
import { readHtml } from './html-text.ts';
import {
  checkFile,
  createNotes,
  finishImport,
  type ImportNotes,
  type ImportResult,
  type ReadQuestion,
} from './importing.rules.ts';
import {
  readChoices,
  readNumbers,
  readShort,
  readTrueFalse,
  type MoodleAnswer,
  type MoodleNumber,
  type Parts,
} from './moodle-answers.rules.ts';
import { readFileNumber } from './number.rules.ts';
import { childrenOf, readXml, textOf, type XmlNode } from './read-xml.ts';
import { splitSource } from './source-line.ts';

/** What reading one question needs. */
interface Reading {
  node: XmlNode;
  locale: Locale;
  notes: ImportNotes;
}

/** What Moodle calls its kinds that we have too. */
const READERS: Record<string, (reading: Reading) => Parts> = {
  multichoice: reading => {
    const isSingle = ['true', '1'].includes(textOfSingle(reading.node));
    return readChoices(isSingle, answersOf(reading, true), reading.locale, reading.notes);
  },
  truefalse: readTruth,
  shortanswer: reading => {
    if (textOfOwn(reading.node, 'usecase') === '1')
      reading.notes.warn(reading.node.line, 'questions:warning.case');
    return readShort(answersOf(reading, false), reading.locale, reading.notes);
  },
  numerical: readNumerical,
};

/** The text directly in a child: `<single>true</single>`. */
const textOfOwn = (node: XmlNode, name: string): string =>
  childrenOf(node, name)[0]?.text.trim().toLowerCase() ?? '';
/** Without it Moodle takes one answer only. */
const textOfSingle = (node: XmlNode): string => textOfOwn(node, 'single') || 'true';

/** Formats whose text is the text; all else may hold HTML. */
const PLAIN = ['plain_text', 'markdown'];

/** The plain text of an element such as `<questiontext format="html"><text>…</text></questiontext>`. */
function plainOf(element: XmlNode | undefined, notes: ImportNotes): string {
  if (!element) return '';
  const { format = 'html' } = element.attributes;
  const raw = textOf(element, 'text');
  if (childrenOf(element, 'file').length > 0) notes.warn(element.line, 'questions:warning.media');
  if (PLAIN.includes(format)) return raw;
  return readHtml(raw, { keepsLines: format === 'moodle_auto_format', line: element.line, notes });
}

function answersOf({ node, notes }: Reading, mayHoldHtml: boolean): MoodleAnswer[] {
  return childrenOf(node, 'answer').map(answer => ({
    line: answer.line,
    text: mayHoldHtml ? plainOf(answer, notes) : textOf(answer, 'text'),
    weight: Number(answer.attributes['fraction'] ?? 0),
    feedback: plainOf(childrenOf(answer, 'feedback')[0], notes),
  }));
}

function readTruth(reading: Reading): Parts {
  const answers = answersOf(reading, false);
  const [right] = answers.filter(({ weight }) => weight > 0);
  const saidOf = (word: string): string =>
    answers.find(({ text }) => text.toLowerCase() === word)?.feedback ?? '';
  const said = right?.text.toLowerCase();
  const isKnown = said === 'true' || said === 'false';
  if (!isKnown) reading.notes.fault(reading.node.line, 'questions:import.true-false');
  return readTrueFalse(said === 'true', [saidOf('true'), saidOf('false')], reading.locale);
}

function readNumerical(reading: Reading): Parts {
  const { node, locale, notes } = reading;
  const elements = childrenOf(node, 'answer');
  const answers = answersOf(reading, false).map((answer, index): MoodleNumber => ({
    ...answer,
    value: readFileNumber(answer.text),
    tolerance: readFileNumber((elements[index] && textOfOwn(elements[index], 'tolerance')) || '0'),
  }));
  const { fields, lines } = readNumbers(answers, locale, notes);
  const units = childrenOf(node, 'units').flatMap(one => childrenOf(one, 'unit'));
  const own = units.find(unit => Number(textOfOwn(unit, 'multiplier')) === 1);
  if (units.length > (own ? 1 : 0)) notes.warn(node.line, 'questions:warning.units');
  const name = own && childrenOf(own, 'unit_name')[0]?.text.trim();
  return { fields: { ...fields, unit: name ? { [locale]: name } : undefined }, lines };
}

function readPoints(node: XmlNode): number | undefined {
  const grade = textOfOwn(node, 'defaultgrade');
  return grade === '' ? undefined : readFileNumber(grade);
}

function readQuestion(reading: Reading): ReadQuestion[] {
  const { node, locale, notes } = reading;
  const kind = node.attributes['type'] ?? '';
  if (kind === 'category') {
    notes.warnOnce(node.line, 'questions:warning.category');
    return [];
  }
  const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  if (!read) {
    notes.fault(node.line, 'questions:import.kind', { kind: kind.slice(0, 50) });
    return [];
  }
  const [text] = childrenOf(node, 'questiontext');
  const [general] = childrenOf(node, 'generalfeedback');
  const { fields, lines } = read(reading);
  const points = readPoints(node);
  return [
    {
      line: node.line,
      lines: {
        ...lines,
        ...(text ? { text: text.line } : {}),
        ...(general ? { explanation: general.line, source: general.line } : {}),
      },
      names: [childrenOf(node, 'idnumber')[0]?.text.trim(), textOf(childrenOf(node, 'name')[0], 'text')],
      fields: {
        ...fields,
        ...(points === undefined ? {} : { points }),
        text: { [locale]: plainOf(text, notes) },
        ...splitSource(plainOf(general, notes), locale),
      },
    },
  ];
}

/**
 * Reads questions from Moodle XML. What is taken and what is refused stands in docs/questions.md.
 * @param text the file, of untrusted origin
 * @param locale the language that its texts are in
 */
export function importMoodleXml(text: string, locale: Locale): ImportResult {
  const notes = createNotes();
  checkFile(text, notes);
  const xml = notes.faults.length === 0 ? readXml(text) : null;
  if (xml && !xml.ok) notes.fault(xml.line, `questions:import.${xml.why}`);
  if (!xml?.ok) return finishImport([], notes);
  if (xml.root.name !== 'quiz') {
    notes.fault(xml.root.line, 'questions:import.not-moodle');
    return finishImport([], notes);
  }
  const read = childrenOf(xml.root, 'question').flatMap(node => readQuestion({ node, locale, notes }));
  return finishImport(read, notes);
}
