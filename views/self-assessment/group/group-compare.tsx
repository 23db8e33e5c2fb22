import type { VNode } from 'preact';
import type { PartRow } from '../../../src/self-assessment/group/page.rules.ts';
import type { AreaFigures } from '../../../src/self-assessment/group/views.rules.ts';
import { groupPath, meanText, partName, type GroupProps } from './group-props.ts';

function areaName({ frame: { t } }: GroupProps, { area }: AreaFigures): string {
  return t('self-assessment:area.heading', { area: area.id, title: area.title[t.locale] });
}

function Cell({ props, figures }: { props: GroupProps; figures: AreaFigures }): VNode {
  const { t } = props.frame;
  const { skill } = figures.pooled;
  return (
    <td class="number" data-label={areaName(props, figures)}>
      {skill
        ? t('self-assessment:group.compare.cell', { mean: meanText(props.frame, skill.mean), n: skill.n })
        : t('self-assessment:group.too-few', { count: props.minimum })}
    </td>
  );
}

function Row({ props, row }: { props: GroupProps; row: PartRow }): VNode {
  const { frame, view } = props;
  const { part } = row;
  return (
    <tr>
      <th scope="row">
        <a href={groupPath(frame, { round: view.round, split: view.split, part })}>{partName(props, part)}</a>
      </th>
      {row.areas
        .filter(area => 'skill' in area.pooled)
        .map(area => (
          <Cell props={props} figures={area} />
        ))}
    </tr>
  );
}

/** Roles or institutions side by side, by area; each leads to its own figures. */
export function GroupCompare(props: GroupProps): VNode {
  const { view } = props;
  const { t } = props.frame;
  const [first] = view.rows;
  return (
    <section>
      <h2>{t('self-assessment:group.compare.title')}</h2>
      {!first && <p>{t('self-assessment:group.compare.none')}</p>}
      {first && (
        <>
          <p>{t('self-assessment:group.compare.help')}</p>
          <div class="table">
            <table class="cards">
              <caption>{t('self-assessment:group.compare.caption')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('self-assessment:group.compare.part')}</th>
                  {first.areas
                    .filter(area => 'skill' in area.pooled)
                    .map(area => (
                      <th scope="col" class="number">
                        {areaName(props, area)}
                      </th>
                    ))}
                </tr>
              </thead>
              <tbody>
                {view.rows.map(row => (
                  <Row props={props} row={row} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
