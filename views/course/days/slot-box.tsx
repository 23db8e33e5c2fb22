import type { VNode } from 'preact';
import type { Offer, SlotView } from '../../../src/course/days/days.ts';
import type { Notice } from '../../../src/course/days/notice.rules.ts';
import type { Occasion } from '../../../src/course/days/occasion.rules.ts';
import type { DayForm } from '../../../src/course/run.rules.ts';
import { formatTime, type Translate } from '../../../src/i18n/index.ts';
import { describe, Field } from '../../parts/field.tsx';
import { Note } from '../../parts/note.tsx';
import { spanIn, Where } from './occasion-words.tsx';

export interface SlotBoxProps {
  t: Translate;
  view: SlotView;
  form: DayForm;
  /** Address before the name of what is done. */
  action: string;
  /** What came of what was just tried here. */
  notice: Notice | null;
  isLearner: boolean;
  /** A contact day of the package, with something to do instead. */
  isContactDay: boolean;
  /** Level of headings within. */
  level: 2 | 3;
}

function seatsIn(t: Translate, { left, isOver }: Offer): string {
  if (isOver) return t('course:days.over');
  if (left === null) return t('course:days.seats.open');
  return left > 0 ? t('course:days.seats.left', { count: left }) : t('course:days.seats.full');
}

function Heading({ level, text }: { level: 2 | 3; text: string }): VNode {
  return level === 2 ? <h2>{text}</h2> : <h3>{text}</h3>;
}

function SlotField({ view }: Pick<SlotBoxProps, 'view'>): VNode {
  return <input type="hidden" name="slot" value={view.slot} />;
}

/** The places, one of which is chosen. */
function SignUp(props: SlotBoxProps): VNode | null {
  const { t, view, form, action, isLearner, isContactDay } = props;
  const { offers, slot } = view;
  const lines = (offer: Offer): VNode => (
    <>
      {isContactDay && <span class="choice-title">{offer.occasion.name}</span>}
      <span class="choice-text">
        {spanIn(t, offer.occasion)}
        <br />
        <Where t={t} occasion={offer.occasion} form={form} hasSeat={false} /> · {seatsIn(t, offer)}
      </span>
    </>
  );
  if (!isLearner) {
    return (
      <ul class="offers">
        {offers.map(offer => (
          <li>{lines(offer)}</li>
        ))}
      </ul>
    );
  }
  const open = offers.filter(({ isOver }) => !isOver);
  if (open.length === 0) return null;
  const only = open.length === 1 ? open[0] : undefined;

  return (
    <>
      <form method="post" action={`${action}sign-up`}>
        <SlotField view={view} />
        {only && (
          <div class="panel">
            <input type="hidden" name="occasion" value={only.occasion.id} />
            {lines(only)}
          </div>
        )}
        {!only && (
          <fieldset>
            <legend>{t('course:days.choose')}</legend>
            {open.map(offer => (
              <label class="choice">
                <input
                  type="radio"
                  name="occasion"
                  id={`occasion-${offer.occasion.id}`}
                  value={offer.occasion.id}
                  required
                />
                <span>{lines(offer)}</span>
              </label>
            ))}
          </fieldset>
        )}
        <p class="actions">
          <button type="submit" class={props.level === 2 ? 'primary' : undefined}>
            {t('course:days.sign-up')}
          </button>
        </p>
      </form>
      {isContactDay && view.state !== 'cannot-come' && (
        <form method="post" action={`${action}cannot-come`} class="cannot-come">
          <input type="hidden" name="slot" value={slot} />
          <p>
            {t('course:days.cannot-come.help')}{' '}
            <button type="submit" class="link">
              {t('course:days.cannot-come')}
            </button>
          </p>
        </form>
      )}
    </>
  );
}

/** Where the code is typed, while the doors are open. */
function CheckIn({ t, view, action, notice, level }: SlotBoxProps): VNode | null {
  const { checkIn, slot } = view;
  if (!checkIn || checkIn.state === 'over') return null;
  if (checkIn.state === 'early')
    return <p>{t('course:days.check-in.from', { time: formatTime(checkIn.from, t.locale) })}</p>;
  const id = `code-${slot}`;
  const help = t('course:days.check-in.help');
  const fault = notice?.isOfCode ? t(notice.key, notice.params) : undefined;
  return (
    <form method="post" action={`${action}check-in`} class="check-in">
      <SlotField view={view} />
      <Field id={id} label={t('course:days.check-in.label')} help={help} fault={fault}>
        <input
          id={id}
          name="code"
          class="short code-field"
          type="text"
          maxlength={20}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          required
          {...describe(id, help, fault)}
        />
      </Field>
      <p class="actions">
        <button type="submit" class={level === 2 ? 'primary' : undefined}>
          {t('course:days.check-in')}
        </button>
      </p>
    </form>
  );
}

function Own(props: SlotBoxProps & { own: Occasion }): VNode {
  const { t, view, form, action, own, isContactDay, level } = props;
  const { state, isMoved, waitingPlace } = view;
  const isWaiting = state === 'waiting';
  return (
    <>
      {isMoved && own.moved && (
        <Note tone="warn" title={t('course:days.moved.title')}>
          <p>{t('course:days.moved', { before: `${own.moved.from.name}, ${spanIn(t, own.moved.from)}` })}</p>
        </Note>
      )}
      <div class="panel own-day">
        <Heading level={level} text={t(isWaiting ? 'course:days.own.waiting' : 'course:days.own.seat')} />
        <dl class="facts">
          {isContactDay && (
            <>
              <dt>{t('course:days.what')}</dt>
              <dd>{own.name}</dd>
            </>
          )}
          <dt>{t('course:days.when')}</dt>
          <dd>{spanIn(t, own)}</dd>
          <dt>{t('course:days.where')}</dt>
          <dd>
            <Where t={t} occasion={own} form={form} hasSeat={!isWaiting} />
          </dd>
        </dl>
        {isWaiting && <p>{t('course:days.own.queue', { place: waitingPlace })}</p>}
        <CheckIn {...props} />
        <form method="post" class="item-actions">
          <SlotField view={view} />
          <button type="submit" class="link" formaction={`${action}cancel`}>
            {t('course:days.cancel')}
          </button>
          {isContactDay && (
            <button type="submit" class="link" formaction={`${action}cannot-come`}>
              {t('course:days.cannot-come')}
            </button>
          )}
        </form>
      </div>
    </>
  );
}

/** How things stand where one has a sign-up no more, or never had one. */
function Told({ t, view, isContactDay }: SlotBoxProps): VNode | null {
  const { state, own, presentAt } = view;
  if (state === 'present' && presentAt)
    return (
      <Note tone="good" title={t('course:days.present')}>
        <p>{t('course:days.present.at', { name: own?.name ?? '', time: formatTime(presentAt, t.locale) })}</p>
      </Note>
    );
  if (state === 'removed' && own)
    return (
      <Note tone="warn" title={t('course:days.removed.title')}>
        <p>{t('course:days.removed', { name: own.name, time: spanIn(t, own) })}</p>
      </Note>
    );
  if (!isContactDay) return state === 'missed' || state === 'over' ? <p>{t('course:days.over')}</p> : null;
  if (state === 'missed' && own)
    return (
      <Note title={t('course:days.missed.title')}>
        <p>{t('course:days.missed', { name: own.name })}</p>
      </Note>
    );
  if (state === 'over')
    return (
      <Note title={t('course:days.all-over.title')}>
        <p>{t('course:days.all-over')}</p>
      </Note>
    );
  if (state === 'cannot-come')
    return (
      <Note title={t('course:days.not-coming.title')}>
        <p>{t('course:days.not-coming')}</p>
      </Note>
    );
  return null;
}

/** One slot as a person finds it: what they are signed up for, or what they can sign up for. */
export function SlotBox(props: SlotBoxProps): VNode {
  const { t, view, notice, isLearner, isContactDay, action, level } = props;
  const { state, own, offers } = view;
  const isAwaited = own !== null && (state === 'seat' || state === 'waiting');
  const mayChoose = state !== 'present' && !isAwaited && offers.length > 0;
  return (
    <>
      {notice && !notice.isOfCode && (
        <Note tone="warn" role="alert">
          <p>{t(notice.key, notice.params)}</p>
        </Note>
      )}
      <Told {...props} />
      {isAwaited && <Own {...props} own={own} />}
      {mayChoose && offers.some(({ isOver }) => !isOver) && (
        <>
          {isContactDay && <Heading level={level} text={t('course:days.offers')} />}
          <SignUp {...props} />
        </>
      )}
      {isLearner && isContactDay && offers.length === 0 && state === 'none' && (
        <form method="post" action={`${action}cannot-come`} class="cannot-come">
          <SlotField view={view} />
          <p>{t('course:days.none-yet')}</p>
          <p>
            {t('course:days.cannot-come.help')}{' '}
            <button type="submit" class="link">
              {t('course:days.cannot-come')}
            </button>
          </p>
        </form>
      )}
    </>
  );
}
