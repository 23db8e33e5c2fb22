import type { VNode } from 'preact';
import type { WayModule } from '../../../src/course/way.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { DraftText } from '../../../src/questions/question.rules.ts';
import { Note } from '../../parts/note.tsx';
import { LocalText, wordsIn } from '../local-text.tsx';
import { stepPath } from '../paths.ts';

interface OfferedTheme {
  /** `id@version`. */
  name: string;
  title: DraftText;
  summary: DraftText;
  isRecommended: boolean;
}

interface ThemeStepProps {
  frame: PageFrame;
  stepKey: string;
  themes: OfferedTheme[];
  /** The chosen theme; null while one is chosen. */
  chosen: WayModule | null;
  mayChange: boolean;
  /** What was chosen earlier is not there any more. */
  isGone: boolean;
  isLearner: boolean;
}

function Chosen({ frame, stepKey, chosen, mayChange }: ThemeStepProps & { chosen: WayModule }): VNode {
  const { t } = frame;
  const first = chosen.steps.find(({ state }) => state === 'open') ?? chosen.steps[0];
  return (
    <>
      <p>{t('course:theme.chosen', { title: wordsIn(chosen.module.title, t.locale) })}</p>
      <p>
        <LocalText t={t} text={chosen.module.summary} />
      </p>
      <p class="actions">
        {first && (
          <a class="button primary" href={stepPath(frame, first.key)}>
            {t('course:theme.open')}
          </a>
        )}
        {mayChange && <a href={`${stepPath(frame, stepKey)}?change`}>{t('course:theme.change')}</a>}
      </p>
    </>
  );
}

/** The choice of a theme; once chosen, the way into it. */
export function ThemeStep(props: ThemeStepProps): VNode {
  const { frame, stepKey, themes, chosen, isGone, isLearner } = props;
  const { t } = frame;
  if (chosen) return <Chosen {...props} chosen={chosen} />;
  return (
    <>
      {isGone && (
        <Note tone="warn">
          <p>{t('course:theme.gone')}</p>
        </Note>
      )}
      <form method="post" action={`${stepPath(frame, stepKey)}/theme`}>
        <p>{t('course:theme.lead')}</p>
        <fieldset>
          <legend>{t('course:theme.legend')}</legend>
          {themes.map(({ name, title, summary, isRecommended }) => (
            <label class="choice">
              <input type="radio" name="theme" value={name} required />
              <span class="choice-title">
                <LocalText t={t} text={title} />
                {isRecommended && <strong class="small"> · {t('course:theme.recommended')}</strong>}
              </span>
              <span class="choice-text">
                <LocalText t={t} text={summary} />
              </span>
            </label>
          ))}
        </fieldset>
        {isLearner && (
          <p class="actions">
            <button type="submit" class="primary">
              {t('course:theme.choose')}
            </button>
          </p>
        )}
      </form>
    </>
  );
}
