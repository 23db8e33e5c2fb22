import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { Change, EarlierRound } from '../../src/self-assessment/change.rules.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import { AreaNameIn, LocalTextIn, SentenceWith } from './local-text.tsx';
import { LevelSaid } from './result-said.tsx';
import { changeText, roundText } from './result-words.ts';

interface ResultChangeProps {
  t: Translate;
  instrument: Instrument;
  earlier: EarlierRound;
}

interface WithChange extends Omit<ResultChangeProps, 'earlier'> {
  change: Change;
}

function ChangeTable({ t, change }: Omit<WithChange, 'instrument'>): VNode {
  const heads = {
    change: t('self-assessment:result.change.change'),
    raised: t('self-assessment:result.change.raised'),
    same: t('self-assessment:result.change.same'),
    lowered: t('self-assessment:result.change.lowered'),
  };
  return (
    <table class="cards">
      <caption>{t('self-assessment:result.change.caption')}</caption>
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
        {change.areas.map(({ area, change: by, counts }) => (
          <tr>
            <th scope="row">
              <AreaNameIn t={t} area={area} />
            </th>
            <td class="number" data-label={heads.change}>
              {changeText(t, by)}
            </td>
            {(['raised', 'same', 'lowered'] as const).map(direction => (
              <td class="number" data-label={heads[direction]}>
                {counts[direction]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rises({ t, instrument, change }: WithChange): VNode {
  const { named, more } = change.rises;
  return (
    <>
      <h3>{t('self-assessment:result.rises.title')}</h3>
      {named.length === 0 && <p>{t('self-assessment:result.rises.none')}</p>}
      {named.length > 0 && (
        <ol class="top">
          {named.map(({ statement, earlier, later }) => (
            <li>
              <LocalTextIn t={t} text={statement.text} />
              <span class="small">
                <SentenceWith
                  t={t}
                  name="self-assessment:result.rises.step"
                  parts={{
                    earlier: <LevelSaid t={t} instrument={instrument} skill={earlier} />,
                    later: <LevelSaid t={t} instrument={instrument} skill={later} />,
                  }}
                />
              </span>
            </li>
          ))}
        </ol>
      )}
      {more > 0 && <p>{t('self-assessment:result.rises.more', { count: more })}</p>}
    </>
  );
}

/** What changed in one's own view since an earlier round; a lower number is not told as a loss. */
export function ResultChange({ t, instrument, earlier }: ResultChangeProps): VNode {
  const { change } = earlier;
  return (
    <section>
      <h2>{t('self-assessment:result.change.title')}</h2>
      {!change && <p>{t('self-assessment:result.change.nothing')}</p>}
      {change && (
        <>
          <p>
            {t('self-assessment:result.change.help', {
              round: roundText(t, earlier),
              compared: change.statements.length,
            })}
          </p>
          <ChangeTable t={t} change={change} />
          {change.counts.lowered > 0 && <p>{t('self-assessment:result.change.kind')}</p>}
          <Rises t={t} instrument={instrument} change={change} />
        </>
      )}
    </section>
  );
}
