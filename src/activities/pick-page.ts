import type { Locale } from '../i18n/index.ts';
import type { Session } from '../lti/session.types.ts';
import type { PickPageProps } from '../../views/activities/pick-page.tsx';
import { fieldsOf, valuesOf, type Faults, type RawForm } from './activities.forms.ts';
import { setupOf } from './grade-form.rules.ts';
import type { ActivityKind } from './kind.ts';
import type { ActivityHere } from './picker.ts';
import { looksEdited, newChoice, preselect } from './pick.rules.ts';

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
  const [first] = kinds.keys();
  return new Set(kinds.size === 1 && first !== undefined ? [newChoice(first)] : []);
}

function optionOf(kind: ActivityKind, { session, locale, sent }: PickerState): Props['kinds'][number] {
  const entered = sent ? fieldsOf(sent.form, `${kind.name}.`) : {};
  const title = session.deepLinking?.title?.trim() || kind.defaultTitle(locale);
  const points = entered['points'] ?? String(kind.defaultPoints);
  return {
    name: kind.name,
    title: kind.title,
    summary: kind.summary,
    choice: newChoice(kind.name),
    forms: kind.gradeForms.map(form => ({ form, setup: setupOf(form) })),
    defaultPoints: kind.defaultPoints,
    values: {
      title: entered['title'] ?? title,
      locale: entered['locale'] ?? '',
      dueAt: entered['dueAt'] ?? '',
      gradeForm: entered['gradeForm'] ?? kind.gradeForms[0],
      points: hasPoints(session) ? points : undefined,
    },
  };
}

/** @returns what the picker's page shows */
export function pickPageProps(state: PickerState): Props {
  const { session, kinds, here, sent } = state;
  const isEdited = looksEdited(here, linkOf(state));
  return {
    kinds: [...kinds.values()].map(kind => optionOf(kind, state)),
    existing: here.map(activity => ({ ...activity, kindTitle: kinds.get(activity.kind)?.title ?? null })),
    chosen: chosenOf(state),
    isMultiple: isMultiple(session) && !isEdited,
    isDeepLinking: session.deepLinking !== undefined,
    isEdited,
    faults: sent?.faults ?? {},
  };
}
