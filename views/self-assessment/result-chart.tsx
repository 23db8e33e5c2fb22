import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { EarlierRound } from '../../src/self-assessment/change.rules.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import type { AreaResult } from '../../src/self-assessment/result.rules.ts';
import type { Round } from '../../src/self-assessment/rounds.rules.ts';
import { BarChart } from '../parts/bar-chart.tsx';
import { RadarChart, RadarSample } from '../parts/radar-chart.tsx';
import { LocalTextIn } from './local-text.tsx';
import { meanText, roundText } from './result-words.ts';

/** One's own profile in a round, and the one before it where there is one. */
export interface Profile {
  t: Translate;
  instrument: Instrument;
  areas: AreaResult[];
  round: Round;
  doneAt: Date | null;
  earlier?: EarlierRound | undefined;
}

/** Fewer axes enclose no shape; of more the labels would run into each other. */
const LEAST_AXES = 3;
const MOST_AXES = 8;

/** @returns the area's result in the earlier round */
export function earlierArea({ earlier }: Profile, area: AreaResult): AreaResult | undefined {
  return earlier?.areas.find(one => one.area.id === area.area.id);
}

function descriptionOf(profile: Profile): string {
  const { t, areas, earlier } = profile;
  const sentences = areas.map(area => {
    const was = earlierArea(profile, area);
    const past = was && earlier ? ` (${roundText(t, earlier)}: ${meanText(t, was.skillMean)})` : '';
    return `${area.area.title[t.locale]}: ${meanText(t, area.skillMean)}${past}.`;
  });
  return sentences.join(' ');
}

function AreaBars({ profile, words }: { profile: Profile; words: ChartWords }): VNode {
  const { t, instrument, areas } = profile;
  const bars = areas.map(a => ({
    label: a.area.id,
    value: a.skillMean,
    text: meanText(t, a.skillMean),
  }));
  const marks = [0, ...instrument.skill.levels.map((_level, index) => index + 1)];
  return <BarChart {...words} bars={bars} marks={marks} />;
}

function Legend({ profile, earlier }: { profile: Profile; earlier: EarlierRound }): VNode {
  const { t } = profile;
  return (
    <ul class="legend">
      <li>
        <RadarSample look="main" />
        {roundText(t, profile)}
      </li>
      <li>
        <RadarSample look="past" />
        {roundText(t, earlier)}
      </li>
    </ul>
  );
}

interface ChartWords {
  id: string;
  title: string;
  description: string;
}

type RatedArea = AreaResult & { skillMean: number };

/** @returns the earlier means of these areas; null unless all are there: else it would be another profile's shape. */
function earlierMeans(profile: Profile, rated: RatedArea[]): number[] | null {
  const means = rated.map(area => earlierArea(profile, area)?.skillMean).filter(m => typeof m === 'number');
  return means.length === rated.length ? means : null;
}

interface AreaRadarProps {
  profile: Profile;
  words: ChartWords;
  rated: RatedArea[];
  past: number[] | null;
}

function AreaRadar({ profile: { t, instrument }, words, rated, past }: AreaRadarProps): VNode {
  const axes = rated.map(({ area, skillMean }, index) => {
    const line = `${area.id} · ${meanText(t, skillMean)}`;
    const was = past?.[index];
    return { lines: was === undefined ? [line] : [line, `○ ${meanText(t, was)}`] };
  });
  const now = { values: rated.map(a => a.skillMean), look: 'main' as const };
  const shapes = past ? [now, { values: past, look: 'past' as const }] : [now];
  return <RadarChart {...words} axes={axes} shapes={shapes} end={instrument.skill.levels.length} />;
}

/** Skill by area: a radar where it encloses a shape, else bars; the scale in words beside it. */
export function ResultChart({ profile }: { profile: Profile }): VNode {
  const { t, instrument, areas, earlier } = profile;
  const words = {
    id: 'areas',
    title: t('self-assessment:result.chart.title'),
    description: descriptionOf(profile),
  };
  const rated = areas.filter((area): area is RatedArea => area.skillMean !== null);
  const isRadar = rated.length >= LEAST_AXES && rated.length <= MOST_AXES;
  const past = isRadar ? earlierMeans(profile, rated) : null;
  return (
    <div class={isRadar ? 'profile' : undefined}>
      {isRadar ? (
        <AreaRadar profile={profile} words={words} rated={rated} past={past} />
      ) : (
        <AreaBars profile={profile} words={words} />
      )}
      <div class="profile-key">
        {past && earlier && <Legend profile={profile} earlier={earlier} />}
        <ol class="levels small">
          {instrument.skill.levels.map(level => (
            <li>
              <LocalTextIn t={t} text={level} />
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
