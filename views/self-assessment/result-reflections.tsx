import type { VNode } from 'preact';
import type { Translate } from '../../src/i18n/index.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import { LocalTextIn } from './local-text.tsx';

interface ResultReflectionsProps {
  t: Translate;
  instrument: Instrument;
  /** What the person wrote, by the question's id. */
  texts: Readonly<Record<string, string>>;
}

/** The open questions that one answered, each with one's own words. */
export function ResultReflections({ t, instrument, texts }: ResultReflectionsProps): VNode | null {
  const written = instrument.reflections?.filter(({ id }) => texts[id]) ?? [];
  if (written.length === 0) return null;
  return (
    <section class="own-words">
      <h2>{t('self-assessment:reflections.yours')}</h2>
      <p>{t('self-assessment:reflections.only-you')}</p>
      <dl>
        {written.map(({ id, text }) => (
          <div>
            <dt>
              <LocalTextIn t={t} text={text} />
            </dt>
            <dd>{texts[id]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
