import type { ComponentChildren, VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import { LOCALES } from '../../../src/i18n/index.ts';
import type { Completeness } from '../../../src/self-assessment/instruments/completeness.rules.ts';
import type { SectionRows } from '../../../src/self-assessment/instruments/overview.rules.ts';
import type { PublishFault } from '../../../src/self-assessment/instruments/publishing.rules.ts';
import { Layout } from '../../layout.tsx';
import { Note } from '../../parts/note.tsx';
import { ARRANGE_FORM, ItemList } from './item-list.tsx';
import { instrumentPath } from './paths.ts';

/** What the last form did. */
export type Done =
  'copied' | 'saved' | 'removed' | 'imported' | 'published' | 'used' | 'full' | 'in-use' | 'needed';

export interface InstrumentPageProps {
  frame: PageFrame;
  copy: { id: string; name: string; publishedVersion: number; hasChanges: boolean };
  sections: SectionRows[];
  completeness: Completeness;
  hasConditions: boolean;
  /** Whether this activity may use it: not another instrument than the one that somebody began with. */
  mayUse: boolean;
  /** Whether the activity uses its newest version. */
  isInUse: boolean;
  done?: Done | undefined;
  faults?: PublishFault[];
}

const QUESTION_KINDS = ['single', 'several', 'true-false', 'short', 'number'] as const;

function CompletenessTable({ frame, completeness }: InstrumentPageProps): VNode {
  const { t } = frame;
  return (
    <table>
      <caption>{t('self-assessment:instruments.complete.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('self-assessment:instruments.complete.language')}</th>
          <th scope="col">{t('self-assessment:instruments.complete.written')}</th>
        </tr>
      </thead>
      <tbody>
        {LOCALES.map(locale => (
          <tr>
            <th scope="row">{t(`http:language.${locale}`)}</th>
            <td>{t('self-assessment:instruments.complete.count', { ...completeness[locale] })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Notes({ frame, copy, done, faults = [] }: InstrumentPageProps): VNode | null {
  const { t } = frame;
  if (faults.length > 0) {
    return (
      <Note tone="bad" title={t('self-assessment:instruments.cannot-publish')} role="alert">
        <ul>
          {faults.map(({ why, itemId }) => (
            <li>
              {itemId ? (
                <a href={instrumentPath(frame, copy.id, `item/${itemId}`)}>
                  {itemId.replace(/^\w+-/, '')}: {t(`self-assessment:instruments.unpublishable.${why}`)}
                </a>
              ) : (
                t(`self-assessment:instruments.unpublishable.${why}`)
              )}
            </li>
          ))}
        </ul>
      </Note>
    );
  }
  if (!done) return null;
  const isRefusal = done === 'full' || done === 'in-use' || done === 'needed';
  return (
    <Note tone={isRefusal ? 'warn' : 'good'} role="status">
      <p>{t(`self-assessment:instruments.done.${done}`, { version: copy.publishedVersion })}</p>
    </Note>
  );
}

/** Links to the forms of what can be added. */
function Additions({ frame, copyId, what }: { frame: PageFrame; copyId: string; what: string[] }): VNode {
  const { t } = frame;
  const isQuestion = (kind: string): kind is (typeof QUESTION_KINDS)[number] =>
    QUESTION_KINDS.some(one => one === kind);
  return (
    <ul class="additions">
      {what.map(kind => (
        <li>
          <a class="button" href={instrumentPath(frame, copyId, `new/${kind}`)}>
            {isQuestion(kind)
              ? t(`questions:kind.${kind}`)
              : t(`self-assessment:instruments.add.${kind.replace(/-[A-Z]$/, '') as 'area'}`)}
          </a>
        </li>
      ))}
    </ul>
  );
}

interface PartProps {
  props: InstrumentPageProps;
  section: SectionRows;
}

function Areas({ props, section }: PartProps): VNode {
  const { frame, copy } = props;
  return (
    <>
      {section.areas.map(({ id, title, rows }) => (
        <>
          <h3>{frame.t('self-assessment:area.heading', { area: id, title })}</h3>
          <ItemList frame={frame} copyId={copy.id} rows={rows} />
          <Additions frame={frame} copyId={copy.id} what={[`statement-${id}`]} />
        </>
      ))}
      <Additions frame={frame} copyId={copy.id} what={['area']} />
    </>
  );
}

function Questions({ props, section }: PartProps): VNode {
  const { frame, copy } = props;
  const { t } = frame;
  return (
    <>
      <ItemList frame={frame} copyId={copy.id} rows={section.rows} />
      <h3>{t('self-assessment:instruments.add.question')}</h3>
      <Additions frame={frame} copyId={copy.id} what={[...QUESTION_KINDS]} />
      <p>
        <a href={instrumentPath(frame, copy.id, 'import')}>{t('self-assessment:instruments.to-import')}</a>
      </p>
    </>
  );
}

function Part({ props, section }: PartProps): VNode {
  const { frame, copy, hasConditions } = props;
  const list = <ItemList frame={frame} copyId={copy.id} rows={section.rows} />;
  const add = (...what: string[]): VNode => <Additions frame={frame} copyId={copy.id} what={what} />;
  switch (section.section) {
    case 'areas':
      return <Areas props={props} section={section} />;
    case 'check':
      return <Questions props={props} section={section} />;
    case 'supervisors':
      return (
        <>
          {list}
          {hasConditions && add('condition')}
        </>
      );
    case 'reflections':
      return (
        <>
          {list}
          {add('reflection')}
        </>
      );
    case 'names':
      return (
        <>
          {list}
          {add('theme', 'workshop')}
        </>
      );
    default:
      return list;
  }
}

/** Publishing, and taking into use: the one thing to do when the editing is done. */
function PublishForm({ frame, copy, mayUse, isInUse }: InstrumentPageProps): VNode {
  const { t } = frame;
  const says = (): ComponentChildren => {
    if (isInUse && !copy.hasChanges) return t('self-assessment:instruments.use.is');
    return mayUse ? t('self-assessment:instruments.use.help') : t('self-assessment:instruments.use.begun');
  };
  return (
    <form id="publish" method="post" action={instrumentPath(frame, copy.id, 'publish')}>
      <h2>{t('self-assessment:instruments.publish.title')}</h2>
      <p>{t('self-assessment:instruments.publish.help')}</p>
      <p>{says()}</p>
      <div class="actions">
        {mayUse && (
          <button type="submit" class="primary" name="use" value="yes">
            {t('self-assessment:instruments.publish.use')}
          </button>
        )}
        <button type="submit" class={mayUse ? undefined : 'primary'}>
          {t('self-assessment:instruments.publish')}
        </button>
        <a href={instrumentPath(frame, copy.id, 'preview')}>{t('self-assessment:instruments.preview')}</a>
        <a href={instrumentPath(frame)}>{t('self-assessment:instruments.to-list')}</a>
      </div>
    </form>
  );
}

/** All of a copied instrument: what is in it, what is still to be written, and publishing it. */
export function InstrumentPage(props: InstrumentPageProps): VNode {
  const { frame, copy, sections } = props;
  const { t } = frame;
  const { publishedVersion: version, hasChanges } = copy;
  const state = version === 0 ? 'draft' : hasChanges ? 'changed' : 'published';
  return (
    <Layout
      frame={frame}
      title={copy.name}
      lead={t(`self-assessment:instruments.state.${state}`, { version })}
    >
      <Notes {...props} />
      <CompletenessTable {...props} />
      <p>
        <a href="#publish">{t('self-assessment:instruments.to-publish')}</a>
      </p>
      <form id={ARRANGE_FORM} method="post" action={instrumentPath(frame, copy.id, 'arrange')}></form>
      {sections.map(section => (
        <section>
          <h2 id={section.section}>{t(`self-assessment:instruments.section.${section.section}`)}</h2>
          <p class="small">{t(`self-assessment:instruments.section.${section.section}.help`)}</p>
          <Part props={props} section={section} />
        </section>
      ))}
      <PublishForm {...props} />
    </Layout>
  );
}
