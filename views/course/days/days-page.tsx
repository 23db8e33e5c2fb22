import type { VNode } from 'preact';
import type { CheckInState, Occasion } from '../../../src/course/days/occasion.rules.ts';
import type { DayForm } from '../../../src/course/run.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import type { DraftText } from '../../../src/questions/question.rules.ts';
import { Layout } from '../../layout.tsx';
import { State } from '../../parts/note.tsx';
import { wordsIn } from '../local-text.tsx';
import { pathOf } from '../paths.ts';
import { spanIn, Where } from './occasion-words.tsx';

/** One occasion, as the teacher sees it. */
export interface OccasionRow {
  occasion: Occasion;
  signedUp: number;
  checkIn: CheckInState;
}

interface DaysPageProps {
  frame: PageFrame;
  form: DayForm;
  contactDays: { day: number; title: DraftText }[];
  rows: OccasionRow[];
}

const FORMS = ['campus', 'online', 'none'] as const;

function FormChoice({ frame, form }: Pick<DaysPageProps, 'frame' | 'form'>): VNode {
  const { t } = frame;
  return (
    <form method="post" action={pathOf(frame, 'days')}>
      <fieldset>
        <legend>{t('course:days.form')}</legend>
        {FORMS.map(one => (
          <label class="choice">
            <input type="radio" name="days" value={one} checked={one === form} />
            <span>
              <span class="choice-title">{t(`course:days.form.${one}`)}</span>
              <span class="choice-text">{t(`course:days.form.${one}.help`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p class="actions">
        <button type="submit">{t('course:days.form.save')}</button>
      </p>
    </form>
  );
}

function seatsIn({ t }: PageFrame, { occasion, signedUp }: OccasionRow): string {
  const { capacity } = occasion;
  if (capacity === null) return t('course:days.table.open', { count: signedUp });
  const seats = t('course:days.table.of', { taken: Math.min(signedUp, capacity), capacity });
  return signedUp > capacity
    ? `${seats}, ${t('course:days.table.waiting', { count: signedUp - capacity })}`
    : seats;
}

function Row({ frame, row, form }: { frame: PageFrame; row: OccasionRow; form: DayForm }): VNode {
  const { t } = frame;
  const { occasion, checkIn } = row;
  const path = (page: string): string => pathOf(frame, `days/${occasion.id}${page}`);
  const links = [
    ['list', path('/list')],
    ['code', path('/code')],
    ['edit', path('')],
    ['remove', path('/remove')],
  ] as const;
  return (
    <tr>
      <th scope="row">
        {occasion.name} {checkIn === 'open' && <State tone="good">{t('course:days.now')}</State>}
      </th>
      <td data-label={t('course:days.when')}>{spanIn(t, occasion)}</td>
      <td data-label={t('course:days.where')}>
        <Where t={t} occasion={occasion} form={form} hasSeat />
      </td>
      <td data-label={t('course:days.table.seats')}>{seatsIn(frame, row)}</td>
      <td>
        <span class="item-actions">
          {links
            .filter(([what]) => what !== 'code' || checkIn !== 'over')
            .map(([what, href]) => (
              <a href={href} aria-label={t(`course:days.${what}.of`, { name: occasion.name })}>
                {t(`course:days.${what}`)}
              </a>
            ))}
        </span>
      </td>
    </tr>
  );
}

interface OccasionsProps extends Pick<DaysPageProps, 'frame' | 'rows' | 'form'> {
  caption: string;
}

function Occasions({ frame, rows, form, caption }: OccasionsProps): VNode {
  const { t } = frame;
  if (rows.length === 0) return <p>{t('course:days.table.none')}</p>;
  return (
    <div class="table">
      <table class="cards occasions">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('course:days.what')}</th>
            <th scope="col">{t('course:days.when')}</th>
            <th scope="col">{t('course:days.where')}</th>
            <th scope="col">{t('course:days.table.seats')}</th>
            <th scope="col">{t('course:days.table.acts')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row frame={frame} row={row} form={form} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A run's contact days, webinars and visits, as a teacher sets them up. */
export function DaysPage({ frame, form, contactDays, rows }: DaysPageProps): VNode {
  const { t, base = '' } = frame;
  const add = (what: string, text: string): VNode => (
    <p>
      <a class="button" href={pathOf(frame, `days/new/${what}`)}>
        {text}
      </a>
    </p>
  );
  return (
    <Layout frame={frame} title={t('course:days.title')} lead={t('course:days.lead')} wide>
      {contactDays.length > 0 && <FormChoice frame={frame} form={form} />}
      {form !== 'none' &&
        contactDays.map(({ day, title }) => (
          <section>
            <h2>{wordsIn(title, t.locale)}</h2>
            <Occasions
              {...{ frame, form }}
              rows={rows.filter(({ occasion }) => occasion.day === day)}
              caption={wordsIn(title, t.locale)}
            />
            {add(`day-${String(day)}`, t(`course:days.add.${form}`))}
          </section>
        ))}
      {(['webinar', 'visit'] as const).map(kind => (
        <section>
          <h2>{t(`course:days.kinds.${kind}`)}</h2>
          <Occasions
            {...{ frame, form }}
            rows={rows.filter(({ occasion }) => occasion.kind === kind)}
            caption={t(`course:days.kinds.${kind}`)}
          />
          {add(kind, t(`course:days.add.${kind}`))}
        </section>
      ))}
      <p class="actions">
        <a href={`${base}/dashboard`}>{t('course:days.to-dashboard')}</a>
      </p>
    </Layout>
  );
}
