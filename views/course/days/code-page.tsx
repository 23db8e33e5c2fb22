import type { VNode } from 'preact';
import type { CheckInState, Occasion } from '../../../src/course/days/occasion.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { Layout } from '../../layout.tsx';
import { pathOf } from '../paths.ts';
import { titleIn } from './occasion-words.tsx';

/** The script's file in views/assets. */
const SCRIPT = 'day-code.js';

interface CodePageProps {
  frame: PageFrame;
  occasion: Occasion;
  state: CheckInState;
  /** Null: the doors are not open. */
  code: string | null;
  /** Until the next code comes, in milliseconds. */
  leftMs: number;
}

/** A code's two halves, which a reader hears sign by sign. */
function Code({ code, leftMs }: { code: string; leftMs: number }): VNode {
  const half = code.length / 2;
  return (
    <p class="day-code" data-left={leftMs}>
      <span aria-hidden="true">
        {code.slice(0, half)} {code.slice(half)}
      </span>
      <span class="visually-hidden">{code.replaceAll(/(?<=.)(?=.)/g, ' ')}</span>
    </p>
  );
}

/** The code of this minute, large enough to be read from the last row. */
export function CodePage({ frame, occasion, state, code, leftMs }: CodePageProps): VNode {
  const { t } = frame;
  const path = (page: string): string => pathOf(frame, `days/${occasion.id}/${page}`);
  return (
    <Layout
      frame={frame}
      title={t('course:days.code.title')}
      lead={titleIn(t, occasion)}
      scripts={code === null ? [] : [SCRIPT]}
      wide
    >
      {code === null && <p>{t(`course:days.code.closed.${state === 'early' ? 'early' : 'over'}`)}</p>}
      {code !== null && (
        <>
          <p>{t('course:days.code.lead')}</p>
          <div data-day-code={path('code')}>
            <Code code={code} leftMs={leftMs} />
          </div>
          <p class="fault" role="alert" data-code-away hidden>
            {t('course:days.code.away')}
          </p>
          <p class="actions">
            <a class="button primary" href={path('code')}>
              {t('course:days.code.renew')}
            </a>
            <a href={path('list')}>{t('course:days.list')}</a>
          </p>
        </>
      )}
      <p>
        <a href={pathOf(frame, 'days')}>{t('course:days.back')}</a>
      </p>
    </Layout>
  );
}
