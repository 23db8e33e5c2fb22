import type { z } from 'zod';
import { LOCALES } from '../../i18n/index.ts';
import { tidyText } from '../../questions/plain-text.rules.ts';
import {
  DraftQuestionSchema,
  LIMITS,
  type DraftQuestion,
  type DraftText,
  type QuestionKind,
} from '../../questions/question.rules.ts';
import type { FieldFault, FieldFaults, Fields } from './item.forms.ts';
import { manyOf, oneOf, textOf } from './item.forms.ts';

export type ReadQuestion = { ok: true; question: DraftQuestion } | { ok: false; faults: FieldFaults };

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz').slice(0, LIMITS.options);

/** Absent languages are left out, and so is a text that has none. */
function draftText(fields: Fields, name: string): DraftText | undefined {
  const written = Object.entries(textOf(fields, name)).filter(([, text]) => text !== '');
  return written.length > 0 ? Object.fromEntries(written) : undefined;
}

/** One answer a line. */
function linesOf(fields: Fields, name: string): string[] | undefined {
  const lines = tidyText(oneOf(fields, name))
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  return lines.length > 0 ? [...new Set(lines)] : undefined;
}

/** People write 1,5 and 1.5; nothing at all is no number. */
function numberOf(fields: Fields, name: string, absent: number): number {
  const text = oneOf(fields, name).replace(/\s/g, '').replace(',', '.').replace('−', '-');
  if (text === '') return absent;
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
}

function optionsOf(fields: Fields): { id: string; [part: string]: unknown }[] {
  const right = new Set(manyOf(fields, 'right'));
  return LETTERS.flatMap(id => {
    const text = draftText(fields, `option-${id}`);
    if (!text) return [];
    return [{ id, text, isRight: right.has(id), feedback: draftText(fields, `feedback-${id}`) }];
  });
}

function partsOfKind(kind: QuestionKind, fields: Fields): object {
  const feedback = {
    feedbackRight: draftText(fields, 'feedbackRight'),
    feedbackWrong: draftText(fields, 'feedbackWrong'),
  };
  switch (kind) {
    case 'single':
    case 'several':
      return { options: optionsOf(fields) };
    case 'true-false':
      return {
        isTrue: oneOf(fields, 'right') === '' ? undefined : oneOf(fields, 'right') === 'true',
        feedbackTrue: draftText(fields, 'feedbackTrue'),
        feedbackFalse: draftText(fields, 'feedbackFalse'),
      };
    case 'short':
      return {
        accepted: Object.fromEntries(
          ['all', ...LOCALES].flatMap(name => {
            const lines = linesOf(fields, `accepted.${name}`);
            return lines ? [[name, lines]] : [];
          }),
        ),
        ...feedback,
      };
    case 'number':
      return {
        value: numberOf(fields, 'value', Number.NaN),
        tolerance: numberOf(fields, 'tolerance', 0),
        unit: draftText(fields, 'unit'),
        ...feedback,
      };
  }
}

/** The field of the form that a part of a question is written in. */
function fieldAt([part, index, inner]: PropertyKey[], options: { id: string }[]): string {
  if (part === 'options' && typeof index === 'number') {
    return `${inner === 'feedback' ? 'feedback' : 'option'}-${options[index]?.id ?? 'a'}`;
  }
  if (part === 'options' || part === 'isTrue') return 'right';
  if (part === 'source') return index === 'url' ? 'url' : 'source';
  if (part === 'accepted') return 'accepted.all';
  return String(part);
}

const BY_RULE: Record<string, FieldFault> = {
  'one-right': 'one-right',
  'some-right': 'some-right',
  'no-accepted': 'no-accepted',
  'no-language': 'text-missing',
  'bad-address': 'address',
  character: 'character',
};

function faultAt(field: string, issue: z.core.$ZodIssue): FieldFault {
  const why: unknown = issue.code === 'custom' ? issue.params?.['why'] : undefined;
  const known = typeof why === 'string' ? BY_RULE[why.replace(/^.*[.:]/, '')] : undefined;
  if (known) return known;
  if (field === 'url') return 'address';
  if (['value', 'tolerance', 'points'].includes(field)) return 'number';
  if (field === 'right') return issue.code === 'too_small' ? 'few-options' : 'one-right';
  if (issue.code === 'too_big') return field === 'accepted.all' ? 'many-accepted' : 'text-long';
  return issue.code === 'invalid_type' ? 'text-missing' : 'invalid';
}

/**
 * Reads the form of a question.
 * @param unsafeFields fields `text.fi`, `option-a.fi`, `feedback-a.fi`, `right` and so on; a blank option is none
 * @returns the question, or its faults by the form's fields
 */
export function readQuestion(kind: QuestionKind, unsafeFields: Fields): ReadQuestion {
  const title = draftText(unsafeFields, 'source');
  const url = oneOf(unsafeFields, 'url').trim() || undefined;
  const unsafeQuestion = {
    id: 'K1',
    kind,
    text: draftText(unsafeFields, 'text'),
    points: numberOf(unsafeFields, 'points', 1),
    explanation: draftText(unsafeFields, 'explanation'),
    source: title || url ? { title, url } : undefined,
    ...partsOfKind(kind, unsafeFields),
  };
  const result = DraftQuestionSchema.safeParse(unsafeQuestion);
  if (result.success) return { ok: true, question: result.data };
  const options = 'options' in unsafeQuestion ? (unsafeQuestion.options as { id: string }[]) : [];
  const faults: FieldFaults = {};
  for (const issue of result.error.issues) {
    const field = fieldAt(issue.path, options);
    faults[field] ??= faultAt(field, issue);
  }
  return { ok: false, faults };
}
