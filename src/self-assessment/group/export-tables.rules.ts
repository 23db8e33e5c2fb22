import type { LocalText } from '../instrument.rules.ts';
import { ROUNDS, type Round } from '../rounds.rules.ts';
import type { GroupArea, GroupItem, Question } from './items.rules.ts';
import type { Snapshot } from './snapshot.rules.ts';
import { listParts, SPLITS, viewPart, type Figure, type Part } from './views.rules.ts';

/** What one part of the group answered to one question in one round. */
export interface ExportRow {
  round: Round;
  part: Part;
  areaId: string;
  item: GroupItem;
  question: Question;
  /** Null: too few to be shown. */
  figure: Figure | null;
}

/** How many chose each level. */
export const LEVEL_COLUMNS = ['level_1', 'level_2', 'level_3', 'level_4', 'level_5'] as const;
/** The columns of the table, in their order. */
export const COLUMNS = [
  'round',
  'by',
  'part',
  'part_name',
  'area',
  'item',
  'text',
  'question',
  'state',
  'n',
  'mean',
  ...LEVEL_COLUMNS,
] as const;
export type Column = (typeof COLUMNS)[number];
/** One cell; null: empty. */
export type Cells = Record<Column, string | number | null>;

/** @returns everything that the page shows by any filter, and nothing else */
export function listExportRows(
  areas: readonly GroupArea[],
  snapshots: ReadonlyMap<Round, Snapshot>,
): ExportRow[] {
  const parts = SPLITS.flatMap(split => listParts(snapshots.values(), split));
  return ROUNDS.filter(round => snapshots.has(round)).flatMap(round =>
    parts.flatMap(part =>
      viewPart(areas, snapshots.get(round), part).flatMap(({ area, items }) =>
        items.flatMap(({ item, figures }) =>
          item.questions.map(question => {
            const figure = figures[question.measure] ?? null;
            return { round, part, areaId: area.id, item, question, figure };
          }),
        ),
      ),
    ),
  );
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * @param partName of this part, in the reader's language
 * @param words picks the reader's language
 */
export function cellsOf(row: ExportRow, partName: string, words: (text: LocalText) => string): Cells {
  const { part, figure, item, question } = row;
  const counts = LEVEL_COLUMNS.map((column, index) => [column, figure?.counts[index] ?? null]);
  return {
    round: row.round,
    by: part.split,
    part: part.split === 'all' ? '' : part.value,
    part_name: partName,
    area: row.areaId,
    item: item.id,
    text: words(item.text),
    question: question.measure,
    state: figure ? 'shown' : 'too-few',
    n: figure?.n ?? null,
    mean: figure ? round2(figure.mean) : null,
    ...(Object.fromEntries(counts) as Record<(typeof LEVEL_COLUMNS)[number], number | null>),
  };
}
