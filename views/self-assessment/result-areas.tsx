import type { VNode } from 'preact';
import type { AreaResult } from '../../src/self-assessment/result.rules.ts';
import { AreaNameIn, LocalTextIn, SentenceWith } from './local-text.tsx';
import { earlierArea, ResultChart, type Profile } from './result-chart.tsx';
import { meanText } from './result-words.ts';

interface Column {
  head: string;
  cell: (area: AreaResult) => string;
}

function columnsOf(profile: Profile): Column[] {
  const { t, earlier } = profile;
  const then: Column = {
    head: t('self-assessment:result.table.earlier'),
    cell: area => meanText(t, earlierArea(profile, area)?.skillMean ?? null),
  };
  return [
    { head: t('self-assessment:result.table.skill'), cell: area => meanText(t, area.skillMean) },
    ...(earlier ? [then] : []),
    { head: t('self-assessment:result.table.importance'), cell: area => meanText(t, area.importanceMean) },
    {
      head: t('self-assessment:result.table.rated'),
      cell: ({ rated, outside }) => `${String(rated)} / ${String(rated + outside)}`,
    },
  ];
}

function AreaTable({ profile }: { profile: Profile }): VNode {
  const { t, areas } = profile;
  const columns = columnsOf(profile);
  return (
    <table class="cards">
      <caption>{t('self-assessment:result.table.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('self-assessment:result.table.area')}</th>
          {columns.map(({ head }) => (
            <th scope="col" class="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {areas.map(area => (
          <tr>
            <th scope="row">
              <AreaNameIn t={t} area={area.area} />
            </th>
            {columns.map(({ head, cell }) => (
              <td class="number" data-label={head}>
                {cell(area)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The areas as a drawing, the same numbers as a table, and in words what is not in either. */
export function ResultAreas({ profile }: { profile: Profile }): VNode {
  const { t, areas } = profile;
  const outside = areas.reduce((sum, area) => sum + area.outside, 0);
  return (
    <section>
      <h2>{t('self-assessment:result.areas.title')}</h2>
      <ResultChart profile={profile} />
      <AreaTable profile={profile} />
      {areas
        .filter(area => area.rated === 0)
        .map(({ area }) => (
          <p>
            <SentenceWith
              t={t}
              name="self-assessment:result.areas.outside"
              parts={{ area: <LocalTextIn t={t} text={area.title} /> }}
            />
          </p>
        ))}
      {outside > 0 && <p class="small">{t('self-assessment:result.outside', { count: outside })}</p>}
    </section>
  );
}
