import type { VNode } from 'preact';
import { formatDay } from '../../../src/i18n/format.ts';
import { Layout } from '../../layout.tsx';
import { Note } from '../../parts/note.tsx';
import { pathOf } from '../paths.ts';
import { GroupCompare } from './group-compare.tsx';
import { GroupFilters } from './group-filters.tsx';
import { GroupGaps } from './group-gaps.tsx';
import { partName, type GroupProps } from './group-props.ts';
import { GroupTable } from './group-table.tsx';

export interface GroupPageProps extends GroupProps {
  /** Answers of the round are sent that are in no figure. */
  hasRest: boolean;
}

function Empty({ frame, minimum }: GroupProps): VNode {
  const { t } = frame;
  return (
    <Note title={t('self-assessment:group.empty.title')}>
      <p>{t('self-assessment:group.empty', { count: minimum })}</p>
    </Note>
  );
}

function Areas(props: GroupProps): VNode {
  const { frame, view, minimum } = props;
  const { t } = frame;
  return (
    <>
      {view.areas.map((area, index) => (
        <section>
          <h2>
            {t('self-assessment:area.heading', { area: area.area.id, title: area.area.title[t.locale] })}
          </h2>
          {(area.area.items[0]?.questions ?? []).map(question => (
            <GroupTable {...props} area={area} question={question} earlier={view.earlier?.[index] ?? null} />
          ))}
        </section>
      ))}
      <p class="small">{t('self-assessment:group.too-few.help', { count: minimum })}</p>
      {view.earlier && <p class="small">{t('self-assessment:group.change.help')}</p>}
    </>
  );
}

function Downloads({ frame }: GroupProps): VNode {
  const { t } = frame;
  return (
    <section class="downloads">
      <h2>{t('self-assessment:group.export.title')}</h2>
      <p>{t('self-assessment:group.export.help')}</p>
      <ul>
        <li>
          <a href={pathOf(frame, 'group.csv')}>{t('self-assessment:group.export.csv')}</a>
        </li>
        <li>
          <a href={pathOf(frame, 'group-codebook.csv')}>{t('self-assessment:group.export.codebook')}</a>
        </li>
        <li>
          <a href={pathOf(frame, 'group.json')}>{t('self-assessment:group.export.json')}</a>
        </li>
      </ul>
    </section>
  );
}

function Figures(props: GroupProps): VNode {
  const { frame, view } = props;
  const { t } = frame;
  const day = view.changedOn === null ? '' : formatDay(new Date(`${view.changedOn}T12:00:00Z`), t.locale);
  return (
    <>
      <p>{t('self-assessment:group.people', { count: view.people, day })}</p>
      {view.split !== 'all' && view.part === null && <GroupCompare {...props} />}
      {view.part && <GroupGaps {...props} />}
      {view.part && <Areas {...props} />}
      <Downloads {...props} />
    </>
  );
}

function titleOf(props: GroupProps): string {
  const { frame, view } = props;
  const title = frame.t('self-assessment:group.title');
  return view.part && view.split !== 'all' ? `${title}: ${partName(props, view.part)}` : title;
}

/** A group's results for its teacher: where the gaps are largest and what answers them, then every figure. */
export function GroupPage(props: GroupPageProps): VNode {
  const { frame, view, minimum, hasRest } = props;
  const { t, base = '' } = frame;
  return (
    <Layout frame={frame} title={titleOf(props)} lead={t('self-assessment:group.lead')} wide>
      <GroupFilters {...props} />
      {hasRest && view.isAnyShown && (
        <Note title={t('self-assessment:group.rest')}>
          <p>{t('self-assessment:group.rest.help', { count: minimum })}</p>
        </Note>
      )}
      {view.isAnyShown ? <Figures {...props} /> : <Empty {...props} />}
      <p class="actions">
        <a class="button" href={`${base}/dashboard`}>
          {t('self-assessment:group.back')}
        </a>
      </p>
    </Layout>
  );
}
