import type { Locale } from '../i18n/index.ts';
import type { Session } from '../lti/session.types.ts';
import type { PickPageProps } from '../../views/activities/pick-page.tsx';
import { fieldsOf, valuesOf, type Faults, type RawForm } from './activities.forms.ts';
import { setupOf } from './grade-form.rules.ts';
import type { ActivityKind, Variant } from './kind.ts';
import { formsOf, renewForm, usualPoints } from './pick.forms.ts';
import type { ActivityHere } from './list-here.ts';
import { formerChoice, formerPrefix, looksEdited, newChoice, prefixOf, preselect } from './pick.rules.ts';

type Props = Omit<PickPageProps, 'frame' | 'keepKey'>;

/** What the picker is opened with. */
export interface PickerState {
  session: Session;
  kinds: ReadonlyMap<string, ActivityKind>;
  here: readonly ActivityHere[];
  locale: Locale;
  /** The activity that an edited link carries. */
  namedId?: string | undefined;
  /** What was sent and had faults: it is shown again. */
  sent?: { form: RawForm; faults: Faults };
}

/** @returns whether the LMS makes a line item from our answer; some say nothing and honour it */
export function hasPoints({ deepLinking }: Session): boolean {
  return deepLinking?.acceptLineItem ?? false;
}

export function isMultiple({ deepLinking }: Session): boolean {
  return deepLinking?.acceptMultiple ?? false;
}

/** What the LMS says of the link. */
function linkOf({ session, namedId }: PickerState): {
  namedId?: string | undefined;
  title?: string | undefined;
} {
  return { namedId, title: session.deepLinking?.title };
}

function chosenOf(state: PickerState): ReadonlySet<string> {
  const { kinds, here, sent } = state;
  if (sent) return new Set(valuesOf(sent.form, 'choice'));
  const known = preselect(here, linkOf(state));
  if (known !== null) return new Set([known]);
  if (looksEdited(here, linkOf(state))) return new Set();
  const [first] = kinds.values();
  const isOnlyOne = kinds.size === 1 && first?.variants.length === 1;
  return new Set(isOnlyOne ? [newChoice(first.name, first.variants[0].id)] : []);
}

type VariantOption = Props['kinds'][number]['variants'][number];

function optionOf(
  kind: ActivityKind,
  variant: Variant,
  { session, locale, sent }: PickerState,
): VariantOption {
  const prefix = prefixOf(kind.name, variant.id);
  const entered = sent ? fieldsOf(sent.form, prefix) : {};
  const title = session.deepLinking?.title?.trim() || variant.title(locale);
  const defaultPoints = usualPoints(kind, variant);
  const forms = formsOf(kind, variant);
  const isFirst = variant === kind.variants[0];
  return {
    prefix,
    title: variant.title(locale),
    brief: variant.brief?.(locale) ?? null,
    summary: variant.summary(locale),
    choice: newChoice(kind.name, variant.id),
    former: isFirst ? { choice: formerChoice(kind.name), prefix: formerPrefix(kind.name) } : undefined,
    forms: forms.map(form => ({ form, setup: setupOf(form) })),
    defaultPoints,
    values: {
      title: entered['title'] ?? title,
      locale: entered['locale'] ?? '',
      dueAt: entered['dueAt'] ?? '',
      gradeForm: entered['gradeForm'] ?? forms[0],
      points: hasPoints(session) ? (entered['points'] ?? String(defaultPoints)) : undefined,
    },
  };
}

/** @returns what the picker's page shows */
export function pickPageProps(given: PickerState): Props {
  const { session, kinds, here, sent } = given;
  const state = sent ? { ...given, sent: { ...sent, form: renewForm(sent.form, kinds) } } : given;
  const isEdited = looksEdited(here, linkOf(state));
  return {
    kinds: [...kinds.values()].map(kind => ({
      name: kind.name,
      title: kind.title,
      summary: kind.summary,
      variants: kind.variants.map(variant => optionOf(kind, variant, state)),
    })),
    existing: here.map(activity => ({ ...activity, kindTitle: kinds.get(activity.kind)?.title ?? null })),
    chosen: chosenOf(state),
    isMultiple: isMultiple(session) && !isEdited,
    isDeepLinking: session.deepLinking !== undefined,
    isEdited,
    faults: sent?.faults ?? {},
  };
}
