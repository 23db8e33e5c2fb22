import type { PageFrame } from '../../../src/http/frame.ts';
import type { Instrument } from '../../../src/self-assessment/instrument.rules.ts';
import type { GroupView } from '../../../src/self-assessment/group/page.rules.ts';
import type { Part } from '../../../src/self-assessment/group/views.rules.ts';
import { pathOf } from '../paths.ts';

/** What every piece of the page of group results works with. */
export interface GroupProps {
  frame: PageFrame;
  instrument: Instrument;
  view: GroupView;
  /** So many people a figure needs. */
  minimum: number;
  /** What institutions are called, by the id of their platform. */
  institutions: ReadonlyMap<string, string>;
}

/** @returns the address of the page that shows this */
export function groupPath(
  frame: PageFrame,
  { round, split, part }: Pick<GroupView, 'round' | 'split' | 'part'>,
): string {
  const query = new URLSearchParams({ round, by: split });
  if (part && part.split !== 'all') query.set('of', part.value);
  return pathOf(frame, `group?${query.toString()}`);
}

/** @returns what a part of the group is called */
export function partName(
  { frame, institutions }: Pick<GroupProps, 'frame' | 'institutions'>,
  part: Part,
): string {
  const { t } = frame;
  if (part.split === 'all') return t('self-assessment:group.by.all');
  if (part.split === 'institution')
    return institutions.get(part.value) ?? t('self-assessment:group.institution.unnamed');
  return t(`self-assessment:group.role.${part.value}`);
}

/** Always one decimal, so that the decimal marks of a column stand below each other. */
export function meanText({ t }: Pick<PageFrame, 't'>, mean: number): string {
  return mean.toLocaleString(t.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
