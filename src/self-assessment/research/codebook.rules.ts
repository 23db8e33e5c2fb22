import type { Locale, Translate } from '../../i18n/index.ts';
import type { LocalText } from '../instrument.rules.ts';
import { COLUMNS } from './rows.rules.ts';

/** What a codebook needs of an instrument. */
export interface CodedInstrument {
  id: string;
  version: number;
  skill: { stem: LocalText; levels: LocalText[]; outside: LocalText };
  importance: { stem: LocalText; levels: LocalText[] };
  /** What supervisors are asked of their unit. */
  unit?: { stem: LocalText; levels: LocalText[]; outside: LocalText } | undefined;
  conditions?: { stem: LocalText; levels: LocalText[]; items: { id: string; text: LocalText }[] } | undefined;
  areas: { statements: { id: string; text: LocalText }[] }[];
}

/** What one value of one item means; of a column, what stands in it. */
export interface Code {
  instrument: string;
  version: string;
  item: string;
  /** The question, and what it is about. */
  text: string;
  value: string;
  meaning: string;
}

export const CODE_COLUMNS = [
  'instrument',
  'version',
  'item',
  'text',
  'value',
  'meaning',
] as const satisfies readonly (keyof Code)[];

interface Scale {
  name: string;
  stem: LocalText;
  values: [value: string, meaning: LocalText][];
}

function numbered(levels: readonly LocalText[]): Scale['values'] {
  return levels.map((level, index) => [String(index + 1), level]);
}

function scalesOf({ skill, importance, unit }: CodedInstrument): Scale[] {
  const withOutside = (name: string, { stem, levels, outside }: CodedInstrument['skill']): Scale => ({
    name,
    stem,
    values: [...numbered(levels), ['outside', outside]],
  });
  return [
    withOutside('skill', skill),
    { name: 'importance', stem: importance.stem, values: numbered(importance.levels) },
    ...(unit ? [withOutside('unit', unit)] : []),
  ];
}

function codesOf(
  { id, version }: CodedInstrument,
  about: { id: string; text: LocalText },
  scale: Scale,
  locale: Locale,
): Code[] {
  return scale.values.map(([value, meaning]) => ({
    instrument: id,
    version: String(version),
    item: `${about.id}.${scale.name}`,
    text: `${scale.stem[locale]} ${about.text[locale]}`,
    value,
    meaning: meaning[locale],
  }));
}

/** @returns what the columns, items and values of an export mean, in the reader's language */
export function codebookOf(instruments: readonly CodedInstrument[], t: Translate): Code[] {
  const columns = COLUMNS.map(item => {
    const text = t(`self-assessment:research.code.${item}`);
    return { instrument: '', version: '', item, text, value: '', meaning: '' };
  });
  const items = instruments.flatMap(instrument => {
    const { conditions, areas } = instrument;
    const statements = areas.flatMap(area => area.statements);
    const level = conditions && {
      name: 'level',
      stem: conditions.stem,
      values: numbered(conditions.levels),
    };
    return [
      ...statements.flatMap(about =>
        scalesOf(instrument).flatMap(scale => codesOf(instrument, about, scale, t.locale)),
      ),
      ...(conditions?.items ?? []).flatMap(about =>
        level ? codesOf(instrument, about, level, t.locale) : [],
      ),
    ];
  });
  return [...columns, ...items];
}
