import { z } from 'zod';
import { ROUNDS, type Round } from '../rounds.rules.ts';

export const FORMATS = ['csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

const RoundField = z.enum(ROUNDS, 'self-assessment:research.fault.rounds');

/** What an operator says of an export; a browser sends one round as a text, several as a list. */
const ExportForm = z.object({
  rounds: z
    .union(
      [RoundField.transform(round => [round]), z.array(RoundField).min(1).max(ROUNDS.length)],
      'self-assessment:research.fault.rounds',
    )
    .transform(rounds => ROUNDS.filter(round => rounds.includes(round))),
  by: z
    .string('self-assessment:research.fault.by')
    .trim()
    .min(2, 'self-assessment:research.fault.by')
    .max(100, 'self-assessment:research.fault.by'),
  reason: z
    .string('self-assessment:research.fault.reason')
    .trim()
    .min(10, 'self-assessment:research.fault.reason')
    .max(500, 'self-assessment:research.fault.reason'),
  format: z.enum(FORMATS, 'self-assessment:research.fault.format'),
});

export type ExportChoices = z.output<typeof ExportForm>;
export type ExportField = keyof ExportChoices;

/** What stands in the form's fields, as it was sent. */
export interface ExportValues {
  rounds: readonly Round[];
  by: string;
  reason: string;
  format: Format;
}

export type ExportFormResult =
  | { ok: true; choices: ExportChoices }
  | { ok: false; values: ExportValues; faults: Partial<Record<ExportField, string>> };

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 1000) : '';
}

/**
 * Reads the form of an export.
 * @param unsafeBody absent or of any shape
 * @returns the choices; or what to show again, with faults as text keys
 */
export function readExportForm(unsafeBody: unknown): ExportFormResult {
  const result = ExportForm.safeParse(unsafeBody ?? {});
  if (result.success) return { ok: true, choices: result.data };
  const faults: Partial<Record<ExportField, string>> = {};
  for (const issue of result.error.issues) {
    const field = issue.path[0] as ExportField | undefined;
    if (field) faults[field] ??= `self-assessment:research.fault.${field}`;
  }
  const { rounds, by, reason, format } = (unsafeBody ?? {}) as Record<string, unknown>;
  const sent: unknown[] = Array.isArray(rounds) ? rounds : [rounds];
  const values = {
    rounds: ROUNDS.filter(round => sent.includes(round)),
    by: textOf(by),
    reason: textOf(reason),
    format: format === 'json' ? ('json' as const) : ('csv' as const),
  };
  return { ok: false, values, faults };
}
