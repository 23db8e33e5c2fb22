import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import type { AreaResult } from '../../src/self-assessment/result.rules.ts';
import { BarChart } from '../parts/bar-chart.tsx';

interface ResultAreasProps {
  t: Translate;
  instrument: Instrument;
  areas: AreaResult[];
}

/** Always one decimal, so that the decimal marks of a column stand below each other. */
function meanText(t: Translate, mean: number | null): string {
  if (mean === null) return t('self-assessment:result.not-rated');
  return mean.toLocaleString(t.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

function AreaChart({ t, instrument, areas }: ResultAreasProps): VNode {
  return (
    <BarChart
      id="areas"
      title={t('self-assessment:result.chart.title')}
      description={areas.map(a => `${a.area.title[t.locale]}: ${meanText(t, a.skillMean)}.`).join(' ')}
      marks={[0, ...instrument.skill.levels.map((_level, index) => index + 1)]}
      bars={areas.map(a => ({ label: a.area.id, value: a.skillMean, text: meanText(t, a.skillMean) }))}
    />
  );
}

function AreaTable({ t, areas }: ResultAreasProps): VNode {
  const heads = {
    skill: t('self-assessment:result.table.skill'),
    importance: t('self-assessment:result.table.importance'),
    rated: t('self-assessment:result.table.rated'),
  };
  return (
    <table class="cards">
      <caption>{t('self-assessment:result.table.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('self-assessment:result.table.area')}</th>
          {Object.values(heads).map(head => (
            <th scope="col" class="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {areas.map(({ area, skillMean, importanceMean, rated, outside }) => (
          <tr>
            <th scope="row">
              {t('self-assessment:area.heading', { area: area.id, title: area.title[t.locale] })}
            </th>
            <td class="number" data-label={heads.skill}>
              {meanText(t, skillMean)}
            </td>
            <td class="number" data-label={heads.importance}>
              {meanText(t, importanceMean)}
            </td>
            <td class="number" data-label={heads.rated}>
              {rated} / {rated + outside}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The three areas as bars, and the same numbers as a table; the scale in words beneath. */
export function ResultAreas(props: ResultAreasProps): VNode {
  const { t, instrument, areas } = props;
  const outside = areas.reduce((sum, area) => sum + area.outside, 0);
  return (
    <section>
      <h2>{t('self-assessment:result.areas.title')}</h2>
      <AreaChart {...props} />
      <ol class="levels small">
        {instrument.skill.levels.map(level => (
          <li>{level[t.locale]}</li>
        ))}
      </ol>
      <AreaTable {...props} />
      {outside > 0 && <p class="small">{t('self-assessment:result.outside', { count: outside })}</p>}
    </section>
  );
}
