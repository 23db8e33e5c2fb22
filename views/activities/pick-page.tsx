import type { ComponentChildren, VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatDay, type TextKey, type Translate } from '../../src/i18n/index.ts';
import { Layout } from '../layout.tsx';
import { FaultSummary } from '../parts/field.tsx';
import { KEEP_SCRIPT, keptAs, KeptNotes } from '../parts/kept-form.tsx';
import { ChoiceFields, type ChoiceValues } from './choice-fields.tsx';
import { DueLine } from './due-line.tsx';
import type { FormOption } from './grade-setup.tsx';

/** What a new activity can be. */
export interface VariantOption {
  /** Stands before the names of its fields. */
  prefix: string;
  title: string;
  /** What sort of thing it is, in a few words; null: the summary stands beside the title. */
  brief: string | null;
  summary: string;
  /** The choice's value. */
  choice: string;
  /** What the choice and its fields were called when its kind was one choice. */
  former?: { choice: string; prefix: string } | undefined;
  /** The forms in which it can be graded. */
  forms: FormOption[];
  defaultPoints: number;
  values: ChoiceValues;
}

/** A kind of which new activities can be made. */
export interface KindOption {
  name: string;
  title: TextKey;
  summary: TextKey;
  variants: VariantOption[];
}

/** An activity that the classroom already has. */
export interface ExistingOption {
  id: string;
  title: string;
  kindTitle: TextKey | null;
  dueAt: Date | null;
  isScheduleOpen: boolean;
  createdAt: Date;
  /** False: no link that shows it was opened yet, or there is none. */
  isOpened: boolean;
}

export interface PickPageProps {
  frame: PageFrame;
  /** Names what the browser keeps of this form. */
  keepKey: string;
  kinds: KindOption[];
  existing: ExistingOption[];
  /** Values of the choices that are ticked. */
  chosen: ReadonlySet<string>;
  isMultiple: boolean;
  /** The answer goes to the LMS, which makes the links; else the link of this launch gets its content. */
  isDeepLinking: boolean;
  /** The LMS seems to have the link already: what is chosen takes the place of what it shows. */
  isEdited: boolean;
  /** By field id. */
  faults: Record<string, TextKey>;
}

interface ChoiceProps {
  page: PickPageProps;
  value: string;
  /** The value that it had before. */
  was?: string | undefined;
  /** The first choice carries the id to which the fault's link leads. */
  isFirst: boolean;
  title: string;
  children: ComponentChildren;
}

function Choice({ page, value, was, isFirst, title, children }: ChoiceProps): VNode {
  const fault = page.faults['choice'];
  return (
    <label class="choice">
      <input
        type={page.isMultiple ? 'checkbox' : 'radio'}
        name="choice"
        id={isFirst ? 'choice' : undefined}
        value={value}
        data-was={was}
        checked={page.chosen.has(value)}
        aria-invalid={fault && isFirst ? 'true' : undefined}
        aria-describedby={fault && isFirst ? 'choice-fault' : undefined}
      />
      <span>
        <span class="choice-title">{title}</span>
        <span class="choice-text">{children}</span>
      </span>
    </label>
  );
}

function New({
  page,
  variant,
  isFirst,
}: {
  page: PickPageProps;
  variant: VariantOption;
  isFirst: boolean;
}): VNode {
  const { t } = page.frame;
  const { title, brief, summary, choice, former, prefix, values, forms, defaultPoints } = variant;
  return (
    <>
      <Choice page={page} value={choice} was={former?.choice} isFirst={isFirst} title={title}>
        {brief ?? summary}
      </Choice>
      <div class="choice-panel">
        {brief !== null && <p>{summary}</p>}
        <ChoiceFields
          t={t}
          prefix={prefix}
          formerPrefix={former?.prefix}
          values={values}
          forms={forms}
          defaultPoints={defaultPoints}
          faults={page.faults}
          titleHelp="activities:field.title-help"
        />
      </div>
    </>
  );
}

/** The choices of one kind: under its name, where there are several. */
function NewKind({
  page,
  kind,
  isFirst,
}: {
  page: PickPageProps;
  kind: KindOption;
  isFirst: boolean;
}): VNode {
  const { t } = page.frame;
  const { name, title, summary, variants } = kind;
  const choices = variants.map((variant, index) => (
    <New page={page} variant={variant} isFirst={isFirst && index === 0} />
  ));
  if (variants.length === 1) return <>{choices}</>;
  return (
    <div
      class="choice-group"
      role="group"
      aria-labelledby={`kind-${name}`}
      aria-describedby={`kind-${name}-help`}
    >
      <h2 id={`kind-${name}`}>{t(title)}</h2>
      <p class="help" id={`kind-${name}-help`}>
        {t(summary)}
      </p>
      {choices}
    </div>
  );
}

/** The kind's name, where the activity's own does not say it already. */
function kindOf(t: Translate, { title, kindTitle }: ExistingOption): string {
  const kind = kindTitle ? t(kindTitle) : title;
  return kind === title ? '' : `${kind}\u00a0· `;
}

function Existing({ page }: { page: PickPageProps }): VNode | null {
  const { existing, frame } = page;
  const { t } = frame;
  if (existing.length === 0) return null;
  return (
    <div class="choice-group" role="group" aria-labelledby="existing" aria-describedby="existing-help">
      <h2 id="existing">{t('activities:pick.existing')}</h2>
      <p class="help" id="existing-help">
        {t('activities:pick.existing-help')}
      </p>
      {existing.map(one => (
        <Choice page={page} value={one.id} isFirst={false} title={one.title}>
          {kindOf(t, one)}
          <DueLine t={t} activity={one} />
          {'\u00a0· '}
          {t('activities:pick.created', { day: formatDay(one.createdAt, t.locale) })}
          {!one.isOpened && `\u00a0· ${t('activities:pick.unopened')}`}
        </Choice>
      ))}
    </div>
  );
}

function faultTexts(t: Translate, faults: Record<string, TextKey>): Record<string, string> {
  return Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key)]));
}

/** What a teacher adds to the course, or lets a link open: new of a kind, or what is in the course already. */
export function PickPage(props: PickPageProps): VNode {
  const { frame, keepKey, kinds, faults, isDeepLinking, isEdited } = props;
  const isAdding = isDeepLinking && !isEdited;
  const lead = isAdding ? 'lead-add' : isDeepLinking ? 'lead-edit' : 'lead-link';
  const { t, base = '' } = frame;
  const fault = faults['choice'];
  return (
    <Layout
      frame={frame}
      title={t('activities:pick.title')}
      lead={t(`activities:pick.${lead}`)}
      scripts={[KEEP_SCRIPT]}
    >
      <FaultSummary t={t} faults={faultTexts(t, faults)} />
      <form
        method="post"
        action={`${base}/activities/pick`}
        noValidate
        data-for-opener={isDeepLinking ? '' : undefined}
        {...keptAs(keepKey)}
      >
        <KeptNotes t={t} />
        <fieldset>
          <legend>{t(isAdding ? 'activities:pick.question' : 'activities:pick.question-link')}</legend>
          {fault && (
            <p class="fault" id="choice-fault">
              {t(fault)}
            </p>
          )}
          {kinds.map((kind, index) => (
            <NewKind page={props} kind={kind} isFirst={index === 0} />
          ))}
          <Existing page={props} />
        </fieldset>
        <div class="actions">
          <button type="submit" class="primary" name="intent" value="pick">
            {t(isAdding ? 'activities:pick.submit-add' : 'activities:pick.submit-use')}
          </button>
          {isDeepLinking && (
            <button type="submit" class="link" name="intent" value="cancel">
              {t('activities:pick.cancel')}
            </button>
          )}
        </div>
      </form>
    </Layout>
  );
}
