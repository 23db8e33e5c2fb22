import { LOCALES, type Locale } from '../i18n/index.ts';
import { missingLanguages } from '../questions/languages.rules.ts';
import type { DraftText } from '../questions/question.rules.ts';
import type { CoursePackage, Step } from './course-package.rules.ts';

/** What a text of a package is. */
export type TextKind =
  | ('title' | 'summary' | 'origin' | 'outcome' | 'text' | 'source' | 'reading' | 'captions' | 'question')
  | ('prompt' | 'criterion' | 'programme' | 'substitute');

/** A text of a package that lacks a language. */
export interface Lack {
  kind: TextKind;
  /** Which of its kind: an id, or a number from 1; null where there is only one. */
  of: string | null;
  missing: Locale[];
}

/** How many texts are written in a language, of all that there are. */
export interface Written {
  written: number;
  total: number;
}

/** One step, or what stands outside the steps. */
export interface TextRow {
  /** Null: the package itself. */
  module: { id: string; title: DraftText } | null;
  /** Null: the module itself. */
  step: { id: string; title: DraftText } | null;
  written: Record<Locale, Written>;
  lacks: Lack[];
}

export interface PackageCompleteness {
  rows: TextRow[];
  written: Record<Locale, Written>;
}

interface Placed extends Omit<Lack, 'missing'> {
  /** Languages in which it is there. */
  has: readonly Locale[];
}

function placed(kind: TextKind, text: DraftText | undefined, of: string | null = null): Placed[] {
  return text ? [{ kind, of, has: LOCALES.filter(locale => text[locale] !== undefined) }] : [];
}

const numbered = (kind: TextKind, texts: readonly DraftText[]): Placed[] =>
  texts.flatMap((text, index) => placed(kind, text, String(index + 1)));

function textsOfKind(step: Step): Placed[] {
  switch (step.kind) {
    case 'text':
      return [
        ...placed('text', step.text),
        ...numbered(
          'source',
          step.sources.map(({ title }) => title),
        ),
      ];
    case 'reading':
      return [
        ...placed('text', step.text),
        ...step.readings.flatMap(({ id, note }) => placed('reading', note, id)),
      ];
    case 'link':
    case 'file':
      return placed('text', step.text);
    case 'video': {
      const captions = step.captions;
      const has = LOCALES.filter(locale => captions?.[locale] !== undefined);
      return [
        ...placed('text', step.text),
        ...(captions ? [{ kind: 'captions', of: null, has } as const] : []),
      ];
    }
    case 'check':
      // Of a question its whole text counts as one, since what is shown of it depends on the answer.
      return step.questions.map(question => {
        const missing = missingLanguages(question);
        return {
          kind: 'question',
          of: question.id,
          has: LOCALES.filter(locale => missing[locale].length === 0),
        };
      });
    case 'reflection':
      return placed('prompt', step.prompt);
    case 'task':
      return [
        ...placed('text', step.text),
        ...step.criteria.flatMap(({ id, title, levels }) =>
          [title, ...Object.values(levels)].flatMap(text => placed('criterion', text, id)),
        ),
      ];
    case 'contact-day':
      return [
        ...placed('substitute', step.substitute),
        ...step.programme.flatMap(({ title, text }, index) =>
          [...placed('programme', title), ...placed('programme', text)].map(one => ({
            ...one,
            of: String(index + 1),
          })),
        ),
      ];
    case 'feedback':
      return step.questions.flatMap(({ id, text }) => placed('question', text, id));
    default:
      return [];
  }
}

function countIn(texts: readonly Placed[], locale: Locale): Written {
  return { written: texts.filter(({ has }) => has.includes(locale)).length, total: texts.length };
}

function rowOf(place: Pick<TextRow, 'module' | 'step'>, texts: readonly Placed[]): TextRow {
  const lacks = texts.flatMap(({ kind, of, has }): Lack[] => {
    const missing = LOCALES.filter(locale => !has.includes(locale));
    return missing.length > 0 ? [{ kind, of, missing }] : [];
  });
  const written = { fi: countIn(texts, 'fi'), sv: countIn(texts, 'sv'), en: countIn(texts, 'en') };
  return { ...place, written, lacks };
}

function sumIn(rows: readonly TextRow[], locale: Locale): Written {
  const all = rows.map(({ written }) => written[locale]);
  return {
    written: all.reduce((sum, one) => sum + one.written, 0),
    total: all.reduce((sum, one) => sum + one.total, 0),
  };
}

/** @returns which texts of a package lack which language: a row for itself, for each module and each step */
export function completenessOf({
  title,
  summary,
  origin,
  outcomes,
  modules,
}: CoursePackage): PackageCompleteness {
  const own = [
    ...placed('title', title),
    ...placed('summary', summary),
    ...placed('origin', origin),
    ...numbered('outcome', outcomes),
  ];
  const rows = [
    rowOf({ module: null, step: null }, own),
    ...modules.flatMap(module => [
      rowOf({ module, step: null }, [...placed('title', module.title), ...placed('summary', module.summary)]),
      ...module.steps.map(step =>
        rowOf({ module, step }, [...placed('title', step.title), ...textsOfKind(step)]),
      ),
    ]),
  ];
  return { rows, written: { fi: sumIn(rows, 'fi'), sv: sumIn(rows, 'sv'), en: sumIn(rows, 'en') } };
}
