import type { VNode } from 'preact';
import type { ReadingList } from '../../src/course/reading.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';
import { LocalText } from './local-text.tsx';
import { pathOf } from './paths.ts';
import { ReadingLines } from './reading-lines.tsx';

/** The lists of readings of a course, whole, by year. */
export function ReadingsPage({ frame, lists }: { frame: PageFrame; lists: ReadingList[] }): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('course:readings.title')} lead={t('course:readings.lead')}>
      {lists.map(({ title, readings }) => (
        <section>
          <h2>
            <LocalText t={t} text={title} />
          </h2>
          {[...new Set(readings.map(({ year }) => year))].map(year => (
            <>
              <h3>{year}</h3>
              <ReadingLines t={t} readings={readings.filter(one => one.year === year)} />
            </>
          ))}
        </section>
      ))}
      <p>
        <a href={pathOf(frame, '')}>{t('course:step.course')}</a>
      </p>
    </Layout>
  );
}
