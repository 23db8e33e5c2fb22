import type { VNode } from 'preact';
import type { Question } from '../../../src/self-assessment/group/items.rules.ts';
import type { AreaFigures, Figure } from '../../../src/self-assessment/group/views.rules.ts';
import { meanText, type GroupProps } from './group-props.ts';
import { Spread } from './spread.tsx';

interface TableProps extends GroupProps {
  area: AreaFigures;
  question: Question;
  /** The same area in the first round; null: there is nothing to compare with. */
  earlier: AreaFigures | null;
}

interface RowProps {
  props: TableProps;
  figure: Figure | null;
  before: Figure | null;
}

function Numbers({ props, figure }: Omit<RowProps, 'before'> & { figure: Figure }): VNode {
  const { t } = props.frame;
  return (
    <>
      <td class="number" data-label={t('self-assessment:group.table.n')}>
        {figure.n}
      </td>
      <td class="number" data-label={t('self-assessment:group.table.mean')}>
        {meanText(props.frame, figure.mean)}
      </td>
      {figure.counts.map((count, index) => (
        <td class="number" data-label={t('self-assessment:group.table.level', { level: index + 1 })}>
          {count}
        </td>
      ))}
      <td data-label={t('self-assessment:group.table.spread')}>
        <Spread counts={figure.counts} />
      </td>
    </>
  );
}

/** With a sign, so that up and down are told apart without a colour. */
function changeText({ frame }: TableProps, change: number): string {
  const rounded = Math.round(change * 10) / 10;
  if (rounded === 0) return meanText(frame, 0);
  return `${rounded > 0 ? '+' : '−'}${meanText(frame, Math.abs(rounded))}`;
}

function Compared({ props, figure, before }: RowProps): VNode {
  const { t } = props.frame;
  const tooFew = t('self-assessment:group.too-few', { count: props.minimum });
  return (
    <>
      <td class="number" data-label={t('self-assessment:group.table.earlier')}>
        {before ? meanText(props.frame, before.mean) : tooFew}
      </td>
      <td class="number" data-label={t('self-assessment:group.table.change')}>
        {figure && before ? changeText(props, figure.mean - before.mean) : '–'}
      </td>
    </>
  );
}

function Cells({ props, figure, before }: RowProps): VNode {
  const { t } = props.frame;
  const width = props.question.levels.length + 3;
  return (
    <>
      {figure ? (
        <Numbers props={props} figure={figure} />
      ) : (
        <td colspan={width}>{t('self-assessment:group.too-few', { count: props.minimum })}</td>
      )}
      {props.earlier && <Compared props={props} figure={figure} before={before} />}
    </>
  );
}

function Head({ props }: { props: TableProps }): VNode {
  const { t } = props.frame;
  const number = (text: string): VNode => (
    <th scope="col" class="number">
      {text}
    </th>
  );
  return (
    <thead>
      <tr>
        <th scope="col">{t('self-assessment:group.table.item')}</th>
        {number(t('self-assessment:group.table.n'))}
        {number(t('self-assessment:group.table.mean'))}
        {props.question.levels.map((_level, index) => (
          <th scope="col" class="number">
            <span class="visually-hidden">
              {t('self-assessment:group.table.level', { level: index + 1 })}
            </span>
            <span aria-hidden="true">{index + 1}</span>
          </th>
        ))}
        <th scope="col">{t('self-assessment:group.table.spread')}</th>
        {props.earlier && number(t('self-assessment:group.table.earlier'))}
        {props.earlier && number(t('self-assessment:group.table.change'))}
      </tr>
    </thead>
  );
}

/** One question of an area's items: how many answered, the mean, how many chose each level, and what has changed. */
export function GroupTable(props: TableProps): VNode {
  const { frame, area, question, earlier } = props;
  const { t } = frame;
  const { measure } = question;
  const measureName = t(`self-assessment:group.measure.${measure}`);
  return (
    <div class="table">
      <table class="cards group">
        <caption>
          {t('self-assessment:group.table.caption', { area: area.area.id, measure: measureName })}
        </caption>
        <Head props={props} />
        <tbody>
          {area.items.map(({ item, figures }, index) => (
            <tr>
              <th scope="row">
                {item.id} · {item.text[t.locale]}
              </th>
              <Cells
                props={props}
                figure={figures[measure] ?? null}
                before={earlier?.items[index]?.figures[measure] ?? null}
              />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('self-assessment:group.table.area')}</th>
            <Cells
              props={props}
              figure={area.pooled[measure] ?? null}
              before={earlier?.pooled[measure] ?? null}
            />
          </tr>
        </tfoot>
      </table>
      <ol class="levels small">
        {question.levels.map(level => (
          <li>{level[t.locale]}</li>
        ))}
      </ol>
    </div>
  );
}
