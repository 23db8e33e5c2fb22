import type { VNode } from 'preact';
import type { ThemePlace } from '../../src/activities/index.ts';
import type { Translate } from '../../src/i18n/index.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import type {
  NoRecommendation,
  Recommendation,
  Recommended,
} from '../../src/self-assessment/recommendation.rules.ts';
import { LocalTextIn } from './local-text.tsx';
import { AnswerSaid } from './result-said.tsx';

interface RecommendedProps {
  t: Translate;
  instrument: Instrument;
  recommendation: Recommendation;
  /** Base path of the launch. */
  base: string;
  /** Where themes are, by their letters. */
  placed: ReadonlyMap<string, ThemePlace>;
}

/** So many causes are written out; of the rest the statements' ids are told. */
const NAMED = 3;
/** So many are what the rule recommends; more are equals. */
const UNLESS_EQUAL = 2;

/** @returns `A2, B5 ja C7` */
function listText(t: Translate, words: string[]): string {
  return new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(words);
}

function Causes({
  t,
  instrument,
  causes,
}: Pick<RecommendedProps, 't' | 'instrument'> & Pick<Recommended, 'causes'>): VNode {
  const rest = causes.slice(NAMED).map(one => one.statement.id);
  return (
    <>
      <ul class="top">
        {causes.slice(0, NAMED).map(one => (
          <li>
            {one.statement.id} · <LocalTextIn t={t} text={one.statement.text} />
            <span class="small">
              <AnswerSaid t={t} instrument={instrument} answer={one} />
            </span>
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <p class="small">
          {t('self-assessment:recommend.more-causes', { count: rest.length, list: listText(t, rest) })}
        </p>
      )}
    </>
  );
}

/** The theme's name, which leads to it where its page is known; else in words where its link is, if it is anywhere. */
function TopicHead({
  t,
  base,
  name,
  place,
}: Pick<RecommendedProps, 't' | 'base'> & { name: VNode; place: ThemePlace | undefined }): VNode {
  if (!place) return <h3>{name}</h3>;
  if ('path' in place)
    return (
      <h3>
        <a href={`${base}/${place.path}`}>{name}</a>
      </h3>
    );
  return (
    <>
      <h3>{name}</h3>
      <p>{t('self-assessment:recommend.placed', { title: place.title })}</p>
    </>
  );
}

function Topics({ props, found }: { props: RecommendedProps; found: Recommended[] }): VNode {
  const { t, base, instrument, placed } = props;
  return (
    <>
      {found.length > UNLESS_EQUAL && <p>{t('self-assessment:recommend.choice')}</p>}
      <div class="recommendations">
        {' '}
        {found.map(({ id, title, causes }) => (
          <div class="recommended">
            <TopicHead t={t} base={base} name={<LocalTextIn t={t} text={title} />} place={placed.get(id)} />
            <Causes t={t} instrument={instrument} causes={causes} />
          </div>
        ))}
      </div>{' '}
    </>
  );
}

function NoThemes({
  t,
  recommendation,
  why,
}: Pick<RecommendedProps, 't' | 'recommendation'> & { why: NoRecommendation }): VNode {
  const { rated, least } = recommendation;
  return (
    <section>
      <h2>{t(`self-assessment:recommend.${why}.title`)}</h2>
      <p>{t(`self-assessment:recommend.${why}`, { rated, least })}</p>
    </section>
  );
}

/** Themes and workshops by the rule, each with the statements that caused it; or in words why there are none. */
export function ResultRecommended(props: RecommendedProps): VNode {
  const { t, instrument, recommendation } = props;
  const { themes, workshops } = recommendation;
  if (themes.why !== null) return <NoThemes t={t} recommendation={recommendation} why={themes.why} />;
  return (
    <>
      <section>
        <h2>{t('self-assessment:recommend.themes.title')}</h2>
        <p>{t('self-assessment:recommend.how')}</p>
        <Topics props={props} found={themes.recommended} />
      </section>
      {instrument.workshops.length > 0 && (
        <section>
          <h2>{t('self-assessment:recommend.workshops.title')}</h2>
          {workshops.recommended.length === 0 && <p>{t('self-assessment:recommend.workshops.none')}</p>}
          <Topics props={props} found={workshops.recommended} />
        </section>
      )}
    </>
  );
}
