import { stringify } from 'csv-stringify/sync';
import type { Translate } from '../../i18n/index.ts';
import type { Instrument } from '../instrument.rules.ts';
import { ROLES } from '../roles.rules.ts';
import { ROUNDS } from '../rounds.rules.ts';
import {
  cellsOf,
  COLUMNS,
  LEVEL_COLUMNS,
  listExportRows,
  type Cells,
  type Column,
} from './export-tables.rules.ts';
import type { Published } from './group-results.ts';
import { listGroupAreas } from './items.rules.ts';
import { SPLITS, type Part } from './views.rules.ts';

/** What the files are made of. */
export interface ExportParts {
  t: Translate;
  instrument: Instrument;
  published: Published;
  /** So many people a figure needs. */
  minimum: number;
  /** What institutions are called, by the id of their platform. */
  institutions: ReadonlyMap<string, string>;
}

/** What a column, or a code in it, means. */
export interface CodeRow {
  column: Column;
  /** Empty: the column itself. */
  code: string;
  meaning: string;
}

type PlainColumn = Exclude<Column, (typeof LEVEL_COLUMNS)[number]>;

function nameOf({ t, institutions }: ExportParts, part: Part): string {
  if (part.split === 'all') return t('self-assessment:group.by.all');
  if (part.split === 'role') return t(`self-assessment:group.role.${part.value}`);
  return institutions.get(part.value) ?? t('self-assessment:group.institution.unnamed');
}

/** @returns the cells of every figure that the page can show, and of those that are too few */
function listCells(parts: ExportParts): Cells[] {
  const { t, instrument, published } = parts;
  return listExportRows(listGroupAreas(instrument), published.snapshots).map(row =>
    cellsOf(row, nameOf(parts, row.part), text => text[t.locale]),
  );
}

function columnRow(t: Translate, column: Column): CodeRow {
  const level = LEVEL_COLUMNS.find(one => one === column);
  if (!level)
    return { column, code: '', meaning: t(`self-assessment:group.column.${column as PlainColumn}`) };
  const number = LEVEL_COLUMNS.indexOf(level) + 1;
  return { column, code: '', meaning: t('self-assessment:group.column.level', { level: number }) };
}

function levelRows(t: Translate, instrument: Instrument): CodeRow[] {
  const questions = listGroupAreas(instrument).flatMap(area => area.items[0]?.questions ?? []);
  const different = questions.filter(
    ({ measure }, index) => questions.findIndex(one => one.measure === measure) === index,
  );
  return different.flatMap(({ measure, levels }) => [
    { column: 'question', code: measure, meaning: t(`self-assessment:group.measure.${measure}`) },
    ...LEVEL_COLUMNS.slice(0, levels.length).map((column, index): CodeRow => {
      return { column, code: measure, meaning: levels[index]?.[t.locale] ?? '' };
    }),
  ]);
}

/** @returns every column and code in the reader's language */
export function listCodes({ t, instrument, institutions }: ExportParts): CodeRow[] {
  const codes = <C extends string>(
    column: Column,
    all: readonly C[],
    meaning: (code: C) => string,
  ): CodeRow[] => all.map(code => ({ column, code, meaning: meaning(code) }));
  const areas = listGroupAreas(instrument);
  return [
    ...COLUMNS.map(column => columnRow(t, column)),
    ...codes('round', ROUNDS, round => t(`self-assessment:round.${round}`)),
    ...codes('by', SPLITS, split => t(`self-assessment:group.by.${split}`)),
    ...codes('part', ROLES, role => t(`self-assessment:group.role.${role}`)),
    ...[...institutions].map(([code, meaning]): CodeRow => ({ column: 'part', code, meaning })),
    ...areas.map((area): CodeRow => ({ column: 'area', code: area.id, meaning: area.title[t.locale] })),
    ...areas.flatMap(area =>
      area.items.map((item): CodeRow => ({ column: 'item', code: item.id, meaning: item.text[t.locale] })),
    ),
    ...levelRows(t, instrument),
    ...codes('state', ['shown', 'too-few'] as const, state => t(`self-assessment:group.state.${state}`)),
  ];
}

/** A byte order mark for spreadsheets; what they would take for a formula is defused. */
function toCsv(rows: unknown[][]): string {
  return stringify(rows, { bom: true, record_delimiter: 'windows', escape_formulas: true });
}

/** @returns the figures as CSV (RFC 4180): the same as on the page, of all rounds and filters */
export function groupCsv(parts: ExportParts): string {
  return toCsv([[...COLUMNS], ...listCells(parts).map(cells => COLUMNS.map(column => cells[column]))]);
}

/** @returns what the columns and codes of the table mean, as CSV */
export function codebookCsv(parts: ExportParts): string {
  const rows = listCodes(parts).map(({ column, code, meaning }) => [column, code, meaning]);
  return toCsv([['column', 'code', 'meaning'], ...rows]);
}

/** @returns the figures and the codebook together, ready to be sent as JSON */
export function groupJson(parts: ExportParts): object {
  const { t, instrument, published, minimum } = parts;
  const { id, version, title } = instrument;
  const changed = [...published.snapshots].map(([round, { changedOn }]) => [round, changedOn]);
  return {
    instrument: { id, version, title: title[t.locale] },
    minimum,
    changedOn: Object.fromEntries(changed) as object,
    codebook: listCodes(parts),
    figures: listCells(parts),
  };
}
