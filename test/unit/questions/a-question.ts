import { importCsv } from '../../../src/questions/import-csv.ts';
import type { ImportResult } from '../../../src/questions/importing.rules.ts';
import {
  DraftQuestionSchema,
  type DraftQuestion,
  type QuestionKind,
} from '../../../src/questions/question.rules.ts';

/** A text in all languages, each telling which it is. */
export const inAll = (text: string): Record<'fi' | 'sv' | 'en', string> => ({
  fi: `${text} fi`,
  sv: `${text} sv`,
  en: `${text} en`,
});

const option = (id: string, isRight: boolean): object => ({
  id,
  text: inAll(`Option ${id}`),
  isRight,
  feedback: inAll(`Told ${id}`),
});

const OF_KIND: Record<QuestionKind, object> = {
  single: { options: [option('a', false), option('b', true), option('c', false)] },
  several: { options: [option('a', true), option('b', false), option('c', true), option('d', false)] },
  'true-false': { isTrue: false, feedbackTrue: inAll('Said true'), feedbackFalse: inAll('Said false') },
  short: {
    accepted: {
      all: ['SHL'],
      fi: ['sosiaalihuoltolaki'],
      sv: ['socialvårdslagen'],
      en: ['Social Welfare Act'],
    },
    feedbackRight: inAll('Yes'),
    feedbackWrong: inAll('No'),
  },
  number: {
    value: 1.5,
    tolerance: 0.1,
    unit: { fi: 'tuntia', sv: 'timmar', en: 'hours' },
    feedbackRight: inAll('Yes'),
    feedbackWrong: inAll('No'),
  },
};

/** A complete question as an object not yet checked; `fields` replace what differs. */
export function questionFields(kind: QuestionKind, fields: object = {}): Record<string, unknown> {
  return {
    id: 'K1',
    kind,
    text: inAll('Question'),
    explanation: inAll('Because'),
    source: { title: inAll('Act'), url: 'https://example.org/act' },
    ...OF_KIND[kind],
    ...fields,
  };
}

export function aQuestion<K extends QuestionKind>(
  kind: K,
  fields: object = {},
): Extract<DraftQuestion, { kind: K }> {
  const question = DraftQuestionSchema.parse(questionFields(kind, fields));
  return question as Extract<DraftQuestion, { kind: K }>;
}

/** Faults as `line why`, the room's name left out; `[]` for an import that went well. */
export function faultsOf(result: ImportResult): string[] {
  if (result.ok) return [];
  return result.faults.map(({ line, why }) => `${String(line)} ${why.replace('questions:import.', '')}`);
}

/** Warnings in the same way. @throws where there are faults */
export function warningsOf(result: ImportResult): string[] {
  if (!result.ok) throw new Error(`faults: ${faultsOf(result).join(', ')}`);
  return result.warnings.map(({ line, why }) => `${String(line)} ${why.replace('questions:warning.', '')}`);
}

/** @throws where there are faults */
export function questionsOf(result: ImportResult): DraftQuestion[] {
  if (!result.ok) throw new Error(`faults: ${faultsOf(result).join(', ')}`);
  return result.questions;
}

/** Imports a table of which the rows are given as lists of cells. */
export function importRows(...rows: string[][]): ImportResult {
  return importCsv(rows.map(cells => cells.join(';')).join('\n'));
}
