import type { VNode } from 'preact';
import type { SlotView } from '../../../src/course/days/days.ts';
import type { Notice } from '../../../src/course/days/notice.rules.ts';
import type { DayForm } from '../../../src/course/run.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { DraftText } from '../../../src/questions/question.rules.ts';
import { Layout } from '../../layout.tsx';
import { wordsIn } from '../local-text.tsx';
import { pathOf } from '../paths.ts';
import { SlotBox } from './slot-box.tsx';

interface EventsPageProps {
  frame: PageFrame;
  views: SlotView[];
  /** Titles of the package's contact days, by slot. */
  titles: ReadonlyMap<string, DraftText>;
  form: DayForm;
  notice: Notice | null;
  isLearner: boolean;
}

/** Contact days, webinars and visits of a run, and signing up for them. */
export function EventsPage({ frame, views, titles, form, notice, isLearner }: EventsPageProps): VNode {
  const { t } = frame;
  const titleOf = ({ slot, offers, own }: SlotView): string => {
    const title = titles.get(slot);
    if (title) return wordsIn(title, t.locale);
    const occasion = offers[0]?.occasion ?? own;
    return occasion ? `${t(`course:days.kind.${occasion.kind}`)}: ${occasion.name}` : '';
  };
  return (
    <Layout frame={frame} title={t('course:days.events.title')} lead={t('course:days.events.lead')}>
      {views.length === 0 && <p>{t('course:days.events.none')}</p>}
      {views.map(view => (
        <section id={view.slot} class="event">
          <h2>{titleOf(view)}</h2>
          <SlotBox
            t={t}
            view={view}
            form={form}
            action={pathOf(frame, 'events/')}
            notice={notice?.slot === view.slot ? notice : null}
            isLearner={isLearner}
            isContactDay={titles.has(view.slot)}
            level={3}
          />
        </section>
      ))}
      <p class="actions">
        <a class="button" href={pathOf(frame, '')}>
          {t('course:step.course')}
        </a>
      </p>
    </Layout>
  );
}
