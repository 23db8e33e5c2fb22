import type { DraftQuestion, DraftText, QuestionKind } from '../../questions/question.rules.ts';
import { LIMITS } from '../../questions/question.rules.ts';
import type { LocalText } from '../instrument.rules.ts';
import { emptyText } from './draft.rules.ts';
import { manyOf, oneOf, textOf, type Fields } from './item.forms.ts';
import type { Item } from './items.rules.ts';

/** What stands in an item's form: as it is kept, or as it was sent with a fault. */
export interface FormValues {
  /** Texts in three languages, by name. */
  texts: Record<string, LocalText>;
  /** What is ticked, by the field's name. */
  chosen: Record<string, string[]>;
  /** Fields without a language. */
  plain: Record<string, string>;
  /** Of a question with options: the letters of those to show, blank ones at the end. */
  letters: string[];
}

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz').slice(0, LIMITS.options);
const OPTIONS_AT_LEAST = 4;
const BLANK_OPTIONS = 2;
const PLAIN = ['theme-1', 'theme-2', 'value', 'tolerance', 'points', 'url', 'accepted.all'];

/** The names of a question's texts besides its options'. */
const TEXTS_OF_KIND: Record<QuestionKind, string[]> = {
  single: [],
  several: [],
  'true-false': ['feedbackTrue', 'feedbackFalse'],
  short: ['accepted', 'feedbackRight', 'feedbackWrong'],
  number: ['unit', 'feedbackRight', 'feedbackWrong'],
};

function lettersToShow(used: string[]): string[] {
  const count = Math.max(OPTIONS_AT_LEAST, used.length + BLANK_OPTIONS);
  const blank = LETTERS.filter(letter => !used.includes(letter));
  return [...used, ...blank.slice(0, count - used.length)];
}

const full = (text: DraftText | undefined): LocalText => ({ ...emptyText(), ...text });

function valuesOfKind(question: DraftQuestion): Pick<FormValues, 'texts' | 'chosen' | 'plain'> {
  const texts = (named: Record<string, DraftText | undefined>): Record<string, LocalText> =>
    Object.fromEntries(Object.entries(named).map(([name, text]) => [name, full(text)]));
  switch (question.kind) {
    case 'single':
    case 'several': {
      const { options } = question;
      const named = options.flatMap(({ id, text, feedback }) => [
        [`option-${id}`, full(text)],
        [`feedback-${id}`, full(feedback)],
      ]);
      const right = options.filter(option => option.isRight).map(option => option.id);
      return { texts: Object.fromEntries(named) as Record<string, LocalText>, chosen: { right }, plain: {} };
    }
    case 'true-false': {
      const { isTrue, feedbackTrue, feedbackFalse } = question;
      return {
        texts: texts({ feedbackTrue, feedbackFalse }),
        chosen: { right: [String(isTrue)] },
        plain: {},
      };
    }
    case 'short': {
      const { accepted, feedbackRight, feedbackWrong } = question;
      const lines = (list: string[] = []): string => list.join('\n');
      const own = { fi: lines(accepted.fi), sv: lines(accepted.sv), en: lines(accepted.en) };
      return {
        texts: { ...texts({ feedbackRight, feedbackWrong }), accepted: own },
        chosen: {},
        plain: { 'accepted.all': lines(accepted.all) },
      };
    }
    case 'number': {
      const { value, tolerance, unit, feedbackRight, feedbackWrong } = question;
      return {
        texts: texts({ unit, feedbackRight, feedbackWrong }),
        chosen: {},
        plain: { value: String(value), tolerance: String(tolerance) },
      };
    }
  }
}

function valuesOfQuestion(question: DraftQuestion): FormValues {
  const { text, explanation, source, points } = question;
  const { texts, chosen, plain } = valuesOfKind(question);
  return {
    texts: { text: full(text), explanation: full(explanation), source: full(source?.title), ...texts },
    chosen,
    plain: { points: String(points), url: source?.url ?? '', ...plain },
    letters: 'options' in question ? lettersToShow(question.options.map(option => option.id)) : [],
  };
}

/** @returns what the item's form shows at first */
export function valuesOfItem({ texts, statement, question }: Item): FormValues {
  if (question) return valuesOfQuestion(question);
  const [first = '', second = ''] = statement?.themes ?? [];
  return {
    texts: Object.fromEntries(texts.map(({ name, text }) => [name, text])),
    chosen: { workshops: statement?.workshops ?? [] },
    plain: { 'theme-1': first, 'theme-2': second },
    letters: [],
  };
}

/** @returns a question's form that is still blank */
export function blankQuestion(kind: QuestionKind): FormValues {
  return valuesOfFields({ kind, fields: {} });
}

/**
 * @param names of the item's texts, for what is no question
 * @returns what was sent, to be shown again
 */
export function valuesOfFields({
  kind,
  names = [],
  fields,
}: {
  kind?: QuestionKind | undefined;
  names?: string[];
  fields: Fields;
}): FormValues {
  const hasOptions = kind === 'single' || kind === 'several';
  const used = LETTERS.filter(letter => Object.values(textOf(fields, `option-${letter}`)).some(Boolean));
  const letters = hasOptions ? lettersToShow(used) : [];
  const all = [
    ...names,
    ...(kind ? ['text', 'explanation', 'source', ...TEXTS_OF_KIND[kind]] : []),
    ...letters.flatMap(letter => [`option-${letter}`, `feedback-${letter}`]),
  ];
  return {
    texts: Object.fromEntries(all.map(name => [name, textOf(fields, name)])),
    chosen: { right: manyOf(fields, 'right'), workshops: manyOf(fields, 'workshops') },
    plain: Object.fromEntries(PLAIN.map(name => [name, oneOf(fields, name)])),
    letters,
  };
}
