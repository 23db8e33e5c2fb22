import type { VNode } from 'preact';
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
  /** Where themes and workshops are, by their ids. */
  placed: ReadonlyMap<string, string>;
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

function Topics({ props, found }: { props: RecommendedProps; found: Recommended[] }): VNode {
  const { t, instrument, placed } = props;
  return (
    <>
      {found.length > UNLESS_EQUAL && <p>{t('self-assessment:recommend.choice')}</p>}
      <div class="recommendations">
        {' '}
        {found.map(({ id, title, causes }) => {
          const address = placed.get(id);
          const name = <LocalTextIn t={t} text={title} />;
          return (
            <div class="recommended">
              <h3>{address === undefined ? name : <a href={address}>{name}</a>}</h3>
              <Causes t={t} instrument={instrument} causes={causes} />
            </div>
          );
        })}
      </div>{' '}
    </>
  );
}

function NoThemes({
  t,
  recommendation,
  why,
}: Omit<RecommendedProps, 'placed' | 'instrument'> & { why: NoRecommendation }): VNode {
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
