import type { Locale } from '../i18n/index.ts';
import { textIn } from './languages.rules.ts';
import { writeChoices, writeNumber, writeShort } from './moodle-answers.rules.ts';
import type { DraftQuestion } from './question.rules.ts';
import { joinSource } from './source-line.ts';
import { titleOf } from './title.rules.ts';

const escapeGift = (text: string): string =>
  text.replace(/[\\:#={}~]/g, sign => `\\${sign}`).replaceAll('\n', '\\n');

/** Said once, before the question's text, it holds for the texts after it too. */
const PLAIN = '[plain]';

/** A text that begins like a format or a weight would be taken for one. */
function write(text: string): string {
  const escaped = escapeGift(text);
  return /^[[%]/.test(escaped) ? PLAIN + escaped : escaped;
}

const withFeedback = (feedback: string): string => (feedback === '' ? '' : `#${write(feedback)}`);

function writeTruth(question: Extract<DraftQuestion, { kind: 'true-false' }>, locale: Locale): string[] {
  const { isTrue, feedbackTrue, feedbackFalse } = question;
  const right = write(textIn(isTrue ? feedbackTrue : feedbackFalse, locale));
  const wrong = write(textIn(isTrue ? feedbackFalse : feedbackTrue, locale));
  const word = isTrue ? 'TRUE' : 'FALSE';
  return [right || wrong ? `${word}#${wrong}#${right}` : word];
}

/** What stands within the braces, a row each. */
function writeAnswers(question: DraftQuestion, locale: Locale): string[] {
  switch (question.kind) {
    case 'single':
    case 'several':
      return writeChoices(question, locale).map(({ text, weight, feedback }) => {
        const isTheOne = question.kind === 'single' && weight > 0;
        const sign = isTheOne ? '=' : weight === 0 ? '~' : `~%${String(weight)}%`;
        return sign + write(text) + withFeedback(feedback);
      });
    case 'true-false':
      return writeTruth(question, locale);
    case 'short':
      // Always with a weight: so a `->` in the words makes no pair of them.
      return writeShort(question, locale).map(
        ({ text, weight, feedback }) => `=%${String(weight)}%${escapeGift(text)}${withFeedback(feedback)}`,
      );
    case 'number':
      return [
        '#',
        ...writeNumber(question, locale).map(({ text, weight, feedback }) =>
          weight > 0
            ? `=${text}:${String(question.tolerance)}${withFeedback(feedback)}`
            : `~${withFeedback(feedback)}`,
        ),
      ];
  }
}

const bracketed = (name: string, value: string): string =>
  ` [${name}:${value.replace(/[\\\]]/g, sign => `\\${sign}`)}]`;

/** Moodle writes ids into a comment too; points and units it passes over. */
function writeComment(question: DraftQuestion, locale: Locale): string {
  const points = question.points === 1 ? '' : bracketed('points', String(question.points));
  const unit =
    question.kind === 'number' && question.unit ? bracketed('unit', textIn(question.unit, locale)) : '';
  return `//${bracketed('id', question.id)}${points}${unit}`;
}

function writeQuestion(question: DraftQuestion, locale: Locale): string {
  const general = joinSource(question, locale);
  return [
    writeComment(question, locale),
    `::${escapeGift(titleOf(question, locale))}::${PLAIN}${escapeGift(textIn(question.text, locale))}{`,
    ...writeAnswers(question, locale).map(row => `\t${row}`),
    ...(general === '' ? [] : [`\t####${write(general)}`]),
    '}',
  ].join('\n');
}

/**
 * @returns the questions as GIFT in one language; a text that is not there in it stands in another, so see to
 *   `missingLanguages` first
 */
export function exportGift(questions: readonly DraftQuestion[], locale: Locale): string {
  return questions.map(question => `${writeQuestion(question, locale)}\n`).join('\n');
}
