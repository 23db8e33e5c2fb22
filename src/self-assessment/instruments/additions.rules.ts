import type { QuestionKind } from '../../questions/question.rules.ts';
import { emptyText, type DraftInstrument } from './draft.rules.ts';
import type { Addition } from './editing.rules.ts';
import type { Item, Section } from './items.rules.ts';

/** What a form of adding is for. */
export interface Wanted {
  /** As the form's address says it: `statement-A`, `area`, `single`. */
  name: string;
  addition: Addition;
  questionKind?: QuestionKind | undefined;
}

const QUESTION_KINDS: readonly QuestionKind[] = ['single', 'several', 'true-false', 'short', 'number'];

const SECTION_OF: Record<Addition['kind'], Section> = {
  statement: 'areas',
  area: 'areas',
  condition: 'supervisors',
  question: 'check',
  reflection: 'reflections',
  theme: 'names',
  workshop: 'names',
};

/** @returns what the address of a form of adding asks for, or null for what this draft cannot have */
export function additionOf(draft: DraftInstrument, name: string): Wanted | null {
  const questionKind = QUESTION_KINDS.find(kind => kind === name);
  if (questionKind) return { name, addition: { kind: 'question' }, questionKind };
  const areaId = /^statement-([A-Z])$/.exec(name)?.[1];
  if (areaId !== undefined) {
    const isThere = draft.areas.some(area => area.id === areaId);
    return isThere ? { name, addition: { kind: 'statement', areaId } } : null;
  }
  if (name === 'condition') return draft.conditions ? { name, addition: { kind: name } } : null;
  if (name === 'area' || name === 'reflection' || name === 'theme' || name === 'workshop') {
    return { name, addition: { kind: name } };
  }
  return null;
}

/** @returns what is to be added, with nothing in it yet */
export function blankOf({ kind }: Addition): Item {
  const text = emptyText();
  const texts = kind === 'question' ? [] : [{ name: 'text', text }];
  const statement = { id: '', text, themes: [], workshops: [] };
  return {
    id: '',
    kind,
    section: SECTION_OF[kind],
    texts,
    ...(kind === 'statement' ? { statement } : {}),
  };
}
