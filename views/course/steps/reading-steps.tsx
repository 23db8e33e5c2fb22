import type { VNode } from 'preact';
import type { StepOf } from '../../../src/course/course-package.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { LocalText, wordsIn } from '../local-text.tsx';
import { Outward } from '../outward.tsx';
import { stepPath } from '../paths.ts';
import { Prose } from '../prose.tsx';
import { ReadingLines } from '../reading-lines.tsx';

/** A text with the sources of its facts. */
export function TextStep({ frame, step }: { frame: PageFrame; step: StepOf<'text'> }): VNode {
  const { t } = frame;
  return (
    <>
      <Prose t={t} text={step.text} />
      {step.sources.length > 0 && (
        <section class="sources">
          <h2>{t('course:sources')}</h2>
          <ul>
            {step.sources.map(({ title, url }) => (
              <li>
                {url ? (
                  <Outward t={t} href={url} text={wordsIn(title, t.locale)} />
                ) : (
                  <LocalText t={t} text={title} />
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

export function ReadingStep({ frame, step }: { frame: PageFrame; step: StepOf<'reading'> }): VNode {
  const { t } = frame;
  return (
    <>
      {step.text && <Prose t={t} text={step.text} />}
      <ReadingLines t={t} readings={step.readings} />
    </>
  );
}

export function LinkStep({ frame, step }: { frame: PageFrame; step: StepOf<'link'> }): VNode {
  const { t } = frame;
  return (
    <>
      <Prose t={t} text={step.text} />
      <p>
        <Outward t={t} href={step.url} text={wordsIn(step.title, t.locale)} />
      </p>
    </>
  );
}

export function FileStep({
  frame,
  step,
  stepKey,
}: {
  frame: PageFrame;
  step: StepOf<'file'>;
  stepKey: string;
}): VNode {
  const { t } = frame;
  return (
    <>
      {step.text && <Prose t={t} text={step.text} />}
      <p>
        <a href={`${stepPath(frame, stepKey)}/file/${step.file.name}`} download>
          {t('course:file', { name: step.file.name })}
        </a>
      </p>
    </>
  );
}

/** A video of the package's own with captions, or one that is opened elsewhere; the transcript stands beneath. */
export function VideoStep({
  frame,
  step,
  stepKey,
}: {
  frame: PageFrame;
  step: StepOf<'video'>;
  stepKey: string;
}): VNode {
  const { t } = frame;
  const path = `${stepPath(frame, stepKey)}/file`;
  return (
    <>
      {step.file && (
        <video controls preload="none" class="video">
          <source src={`${path}/${step.file.name}`} />
          {Object.entries(step.captions ?? {}).map(([locale, { name }]) => (
            <track
              kind="captions"
              srclang={locale}
              label={t(`course:language.${locale as 'fi'}`)}
              src={`${path}/${name}`}
              default={locale === t.locale}
            />
          ))}
        </video>
      )}
      {step.url && (
        <p>
          <Outward
            t={t}
            href={step.url}
            text={t('course:video.elsewhere', { host: new URL(step.url).host })}
          />
          <br />
          <span class="small">{t('course:video.consent')}</span>
        </p>
      )}
      <h2>{t('course:video.transcript')}</h2>
      <Prose t={t} text={step.text} />
    </>
  );
}

/** What to do, and by what it is judged. */
export function TaskStep({ frame, step }: { frame: PageFrame; step: StepOf<'task'> }): VNode {
  const { t } = frame;
  return (
    <>
      <Prose t={t} text={step.text} />
      <h2>{t('course:task.criteria')}</h2>
      <p>{t(`course:task.${step.grading}`)}</p>
      <dl class="criteria">
        {step.criteria.map(({ title, levels }) => (
          <div>
            <dt>
              <LocalText t={t} text={title} />
            </dt>
            {Object.entries(levels).map(([level, text]) => (
              <dd>
                {level !== 'pass' && <strong>{level}: </strong>}
                <LocalText t={t} text={text} />
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </>
  );
}
