import type { Locale } from '../i18n/index.ts';
import { textIn } from './languages.rules.ts';
import { writeChoices, writeNumber, writeShort } from './moodle-answers.rules.ts';
import type { DraftQuestion } from './question.rules.ts';
import { joinSource } from './source-line.ts';
import { titleOf } from './title.rules.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, sign => ESCAPES[sign] ?? sign);

/** Plain text, which Moodle shows as it is: its HTML editor's own form would make tags of a `<` in it. */
const FORMAT = 'format="plain_text"';

function element(name: string, text: string, format = ''): string {
  return `<${name}${format && ` ${format}`}><text>${escapeXml(text)}</text></${name}>`;
}

interface Answer {
  text: string;
  weight: number;
  feedback: string;
}

function writeAnswer({ text, weight, feedback }: Answer, more = ''): string {
  return [
    `    <answer fraction="${String(weight)}" ${FORMAT}>`,
    `      <text>${escapeXml(text)}</text>`,
    `      ${element('feedback', feedback, FORMAT)}`,
    ...(more ? [`      ${more}`] : []),
    '    </answer>',
  ].join('\n');
}

/** A unit may stand after an answer, and need not. */
function writeUnit(name: string): string[] {
  return [
    '    <units><unit><multiplier>1</multiplier>',
    `      <unit_name>${escapeXml(name)}</unit_name></unit></units>`,
    '    <unitgradingtype>0</unitgradingtype><unitpenalty>0</unitpenalty>',
    '    <showunits>0</showunits><unitsleft>0</unitsleft>',
  ];
}

/** What belongs to the kind alone. @returns Moodle's name of the kind, and the rows */
function writeKind(question: DraftQuestion, locale: Locale): [string, string[]] {
  switch (question.kind) {
    case 'single':
    case 'several': {
      const single = `    <single>${String(question.kind === 'single')}</single>`;
      const shuffle = '    <shuffleanswers>false</shuffleanswers>';
      const answers = writeChoices(question, locale).map(answer => writeAnswer(answer));
      return ['multichoice', [single, shuffle, ...answers]];
    }
    case 'true-false': {
      const { isTrue } = question;
      const answers = [
        { text: 'true', weight: isTrue ? 100 : 0, feedback: textIn(question.feedbackTrue, locale) },
        { text: 'false', weight: isTrue ? 0 : 100, feedback: textIn(question.feedbackFalse, locale) },
      ];
      return ['truefalse', answers.map(answer => writeAnswer(answer))];
    }
    case 'short':
      return [
        'shortanswer',
        ['    <usecase>0</usecase>', ...writeShort(question, locale).map(answer => writeAnswer(answer))],
      ];
    case 'number': {
      const tolerance = `<tolerance>${String(question.tolerance)}</tolerance>`;
      const answers = writeNumber(question, locale).map(answer => writeAnswer(answer, tolerance));
      const unit = question.unit ? writeUnit(textIn(question.unit, locale)) : [];
      return ['numerical', [...answers, ...unit]];
    }
  }
}

function writeQuestion(question: DraftQuestion, locale: Locale): string {
  const [type, rows] = writeKind(question, locale);
  return [
    `  <question type="${type}">`,
    `    ${element('name', titleOf(question, locale))}`,
    `    ${element('questiontext', textIn(question.text, locale), FORMAT)}`,
    `    ${element('generalfeedback', joinSource(question, locale), FORMAT)}`,
    `    <defaultgrade>${String(question.points)}</defaultgrade>`,
    `    <idnumber>${question.id}</idnumber>`,
    ...rows,
    '  </question>',
  ].join('\n');
}

/**
 * @returns the questions as Moodle XML in one language; a text that is not there in it stands in another, so see to
 *   `missingLanguages` first
 */
export function exportMoodleXml(questions: readonly DraftQuestion[], locale: Locale): string {
  const rows = questions.map(question => writeQuestion(question, locale));
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<quiz>', ...rows, '</quiz>', ''].join('\n');
}
