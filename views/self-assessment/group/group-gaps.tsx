import type { VNode } from 'preact';
import type { Instrument } from '../../../src/self-assessment/instrument.rules.ts';
import type { GroupGap } from '../../../src/self-assessment/group/views.rules.ts';
import { meanText, type GroupProps } from './group-props.ts';

function Gap({ props, gap }: { props: GroupProps; gap: GroupGap }): VNode {
  const { frame, instrument } = props;
  const { t } = frame;
  const { item, skill, importance } = gap;
  const means = [
    t('self-assessment:group.gaps.skill', { mean: meanText(frame, skill.mean) }),
    ...(importance
      ? [t('self-assessment:group.gaps.importance', { mean: meanText(frame, importance.mean) })]
      : []),
  ];
  const listOf = (ids: string[], named: Instrument['themes']): string =>
    named
      .filter(({ id }) => ids.includes(id))
      .map(({ title }) => title[t.locale])
      .join(', ');
  const themes = listOf(item.themes, instrument.themes);
  const workshops = listOf(item.workshops, instrument.workshops);
  return (
    <li>
      {item.id} · {item.text[t.locale]}
      <span class="small">{means.join(', ')}</span>
      {themes && <span class="small">{t('self-assessment:group.gaps.themes', { list: themes })}</span>}
      {workshops && (
        <span class="small">{t('self-assessment:group.gaps.workshops', { list: workshops })}</span>
      )}
    </li>
  );
}

/** Where the group needs most, and what answers it. */
export function GroupGaps(props: GroupProps): VNode {
  const { t } = props.frame;
  const { gaps } = props.view;
  return (
    <section>
      <h2>{t('self-assessment:group.gaps.title')}</h2>
      {gaps.length === 0 && <p>{t('self-assessment:group.gaps.none')}</p>}
      {gaps.length > 0 && (
        <>
          <p>{t('self-assessment:group.gaps.help')}</p>
          <ol class="top">
            {gaps.map(gap => (
              <Gap props={props} gap={gap} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
