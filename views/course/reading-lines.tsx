import type { VNode } from 'preact';
import type { Reading } from '../../src/course/reading.rules.ts';
import type { Translate } from '../../src/i18n/index.ts';
import { LocalText } from './local-text.tsx';
import { Outward } from './outward.tsx';

function ReadingLine({ t, reading }: { t: Translate; reading: Reading }): VNode {
  const { title, authors, year, language, note, url } = reading;
  const name = <cite lang={language === t.locale ? undefined : language}>{title}</cite>;
  return (
    <li>
      {url ? <Outward t={t} href={url} text={title} /> : name}
      <br />
      <span class="small">
        {authors.join(', ')} · {year}
        {language !== t.locale && <> · {t(`course:language.${language}`)}</>}
      </span>
      {note && (
        <p>
          <LocalText t={t} text={note} />
        </p>
      )}
    </li>
  );
}

/** Writings with their authors, and our own words on those that were read. */
export function ReadingLines({ t, readings }: { t: Translate; readings: readonly Reading[] }): VNode {
  return (
    <ul class="readings">
      {readings.map(reading => (
        <ReadingLine t={t} reading={reading} />
      ))}
    </ul>
  );
}
