import type { Locale } from '../i18n/index.ts';
import type { ContentItem } from '../lti/deep-linking.types.ts';
import type { StoredActivity } from './activity.rules.ts';
import type { GradeForm } from './grade-form.rules.ts';
import { ACTIVITY_PARAMETER } from './placement.rules.ts';

/** One thing that a teacher picked: an activity of this classroom, or a new one. */
export type Picked = { type: 'existing'; id: string } | ({ type: 'new' } & NewActivity);

export interface NewActivity {
  kind: string;
  /** Id of the kind's variant. */
  variant: string;
  title: string;
  locale: Locale | null;
  dueAt: Date | null;
  gradeForm: GradeForm;
  /** Null: no column in the gradebook. */
  points: number | null;
}

/** What of a classroom's activity the picker goes by. */
type Choosable = { id: string; title: string; copiedFromId: string | null; isOpened: boolean };

const NEW = 'new:';

/** What of a kind the picker's values are made from. */
type Named = { name: string; variants: readonly { id: string }[] };

/** @returns the value of the picker's choice for a new activity; an existing one's value is its id */
export function newChoice(kind: string, variant: string): string {
  return `${NEW}${kind}:${variant}`;
}

/** @returns what stands before the names of the fields that belong to a choice */
export function prefixOf(kind: string, variant: string): string {
  return `${kind}.${variant}.`;
}

/** Of the time when a kind was one choice: browsers keep a form's values for a week, and a page may stand open. */
export function formerChoice(kind: string): string {
  return NEW + kind;
}

export function formerPrefix(kind: string): string {
  return `${kind}.`;
}

/** @returns what a choice means: a new activity of a kind in a variant, else null */
export function readChoiceOf<K extends Named>(
  kinds: Iterable<K>,
  choice: string,
): { kind: K; variant: K['variants'][number] } | null {
  for (const kind of kinds) {
    const variant = kind.variants.find(({ id }) => choice === newChoice(kind.name, id));
    if (variant) return { kind, variant };
  }
  return null;
}

/** What the LMS says of the link that is to get content. */
type LinkWords = { namedId?: string | undefined; title?: string | undefined };

/** Those that the link may show: the one that its parameter names, else those of its title (Moodle sends the title alone). */
function candidatesOf<T extends Choosable>(existing: readonly T[], { namedId, title }: LinkWords): T[] {
  const named = existing.filter(one => namedId !== undefined && [one.id, one.copiedFromId].includes(namedId));
  return named.length > 0 ? named : existing.filter(one => one.title === title?.trim());
}

/**
 * Whether a link is edited that the LMS has already, which nothing else says. Such a link shows one thing: Moodle offers
 * to take several there too, and keeps the last of them.
 */
export function looksEdited(existing: readonly Choosable[], link: LinkWords): boolean {
  return candidatesOf(existing, link).length > 0;
}

/**
 * Which of the classroom's activities an edited link most likely shows. Choices that were never saved in the LMS leave
 * activities of the same title behind: one that was opened comes before them, else the newest is the one that was saved.
 * @param existing newest first
 * @returns its id; null when there is none, or several of that title were opened
 */
export function preselect(existing: readonly Choosable[], link: LinkWords): string | null {
  const candidates = candidatesOf(existing, link);
  const opened = candidates.filter(one => one.isOpened);
  return opened.length > 1 ? null : ((opened[0] ?? candidates[0])?.id ?? null);
}

/**
 * A name that the teacher left as it stood follows the language that they fixed for the activity.
 * @param defaults the variant's own names by language
 */
export function titleIn(
  title: string,
  locale: Locale | null,
  defaults: Readonly<Record<Locale, string>>,
): string {
  const isUntouched = Object.values(defaults).includes(title);
  return locale !== null && isUntouched ? defaults[locale] : title;
}

/**
 * The link that the LMS shall make (Deep Linking 2.0, 3.1.3). It has no url, so that the LMS keeps it with the tool
 * and not with an address, and course copies go on working.
 * @param mayGrade false when the platform said that it takes no line items
 */
export function contentItemOf(activity: StoredActivity, text: string, mayGrade: boolean): ContentItem {
  const { id, kind, title, points, dueAt } = activity;
  const hasColumn = mayGrade && points !== null;
  const submissionReview = { reviewableStatus: ['InProgress', 'Submitted', 'Completed'] };
  return {
    type: 'ltiResourceLink',
    title,
    text,
    custom: { [ACTIVITY_PARAMETER]: id },
    ...(hasColumn
      ? { lineItem: { label: title, scoreMaximum: points, resourceId: id, tag: kind, submissionReview } }
      : {}),
    ...(dueAt ? { submission: { endDateTime: dueAt.toISOString() } } : {}),
  };
}
