import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { TextKey } from '../../../src/i18n/index.ts';
import type { QuestionKind } from '../../../src/questions/question.rules.ts';
import type { DraftInstrument } from '../../../src/self-assessment/instruments/draft.rules.ts';
import type { FormValues } from '../../../src/self-assessment/instruments/form-values.ts';
import type { FieldFaults } from '../../../src/self-assessment/instruments/item.forms.ts';
import type { ItemKind } from '../../../src/self-assessment/instruments/items.rules.ts';
import { Layout } from '../../layout.tsx';
import { FaultSummary } from '../../parts/field.tsx';
import { KEEP_SCRIPT, keptAs, KeptNotes } from '../../parts/kept-form.tsx';
import { Note } from '../../parts/note.tsx';
import { instrumentPath } from './paths.ts';
import { QuestionForm } from './question-form.tsx';
import { StatementTies } from './statement-ties.tsx';
import { TextRow } from './text-row.tsx';

export interface ItemPageProps {
  frame: PageFrame;
  copyId: string;
  draft: DraftInstrument;
  kind: ItemKind;
  questionKind?: QuestionKind | undefined;
  /** Absent: it is about to be added. */
  itemId?: string | undefined;
  /** Path of the form below the instrument's. */
  action: string;
  /** The names of its texts, in their order; of a question none. */
  names: string[];
  values: FormValues;
  /** Under this name the browser keeps what is written until it was received. */
  keepKey: string;
  /** What the item said when this form was opened. */
  mark?: string | undefined;
  faults?: FieldFaults;
  /** What somebody else saved since: nothing was written over it. */
  saved?: FormValues | undefined;
}

function labelOf({ frame, kind }: ItemPageProps, name: string): string {
  const { t } = frame;
  const level = /^level-(\d)$/.exec(name)?.[1];
  if (level) return t('self-assessment:instruments.text.level', { level });
  if (name === 'text') return t(`self-assessment:instruments.kind.${kind}`);
  return t(`self-assessment:instruments.text.${name as 'stem' | 'outside' | 'title'}`);
}

function titleOf({ frame, kind, itemId, questionKind }: ItemPageProps): string {
  const { t } = frame;
  const name = questionKind
    ? t(`questions:kind.${questionKind}`)
    : t(`self-assessment:instruments.kind.${kind}`);
  if (itemId === undefined) return t('self-assessment:instruments.add.title', { name });
  return /^[A-Z]\d+$/.test(itemId) ? `${itemId} · ${name}` : name;
}

/** Says what differs besides texts, which stand beneath their fields. */
function ConflictNote({ frame, values, saved }: ItemPageProps): VNode | null {
  const { t } = frame;
  if (!saved) return null;
  const factsOf = ({ chosen, plain }: FormValues): string =>
    [...Object.values(chosen).flat(), ...Object.values(plain)].filter(Boolean).join(', ');
  const [mine, theirs] = [factsOf(values), factsOf(saved)];
  return (
    <Note tone="warn" title={t('self-assessment:instruments.conflict.title')} role="alert">
      <p>{t('self-assessment:instruments.conflict')}</p>
      {mine !== theirs && <p>{t('self-assessment:instruments.conflict.facts', { mine, theirs })}</p>}
    </Note>
  );
}

function ItemFields(props: ItemPageProps & { texts: Record<string, string> }): VNode {
  const { frame, draft, kind, questionKind, names, values, saved, texts } = props;
  const { t } = frame;
  if (questionKind) {
    return <QuestionForm t={t} kind={questionKind} values={values} faults={texts} saved={saved} />;
  }
  return (
    <>
      {names.map(name => (
        <TextRow
          t={t}
          name={name}
          label={labelOf(props, name)}
          text={values.texts[name]}
          fault={texts[name]}
          saved={saved?.texts[name]}
          rows={name === 'text' ? 4 : 2}
        />
      ))}
      {kind === 'statement' && <StatementTies t={t} draft={draft} values={values} faults={texts} />}
    </>
  );
}

/** One thing of an instrument, in three languages side by side. */
export function ItemPage(props: ItemPageProps): VNode {
  const { frame, copyId, kind, itemId, action, keepKey, mark, faults = {}, saved } = props;
  const { t } = frame;
  const texts = Object.fromEntries(
    Object.entries(faults).map(([field, why]) => [
      field,
      t(`self-assessment:instruments.fault.${why}` as TextKey),
    ]),
  );
  const help = t.find(`self-assessment:instruments.help.${kind}`);
  return (
    <Layout
      frame={frame}
      title={titleOf(props)}
      lead={t('self-assessment:instruments.item.lead')}
      scripts={[KEEP_SCRIPT]}
      wide
    >
      <FaultSummary t={t} faults={texts} />
      <ConflictNote {...props} />
      {help && <p>{help}</p>}
      <form
        method="post"
        action={instrumentPath(frame, copyId, action)}
        noValidate
        autocomplete="off"
        {...keptAs(keepKey)}
      >
        <KeptNotes t={t} />
        {mark && <input type="hidden" name="mark" value={mark} />}
        <ItemFields {...props} texts={texts} />
        <div class="actions">
          <button type="submit" class="primary">
            {saved ? t('self-assessment:instruments.save-over') : t('self-assessment:instruments.save')}
          </button>
          <a href={`${instrumentPath(frame, copyId)}${itemId ? `#${itemId}` : ''}`} data-forget="">
            {t('self-assessment:instruments.back')}
          </a>
        </div>
      </form>
    </Layout>
  );
}
