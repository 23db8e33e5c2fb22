import type { VNode } from 'preact';
import type { Roster } from '../../src/dashboard/roster.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { MINUTE_MS } from '../../src/kit/clock.ts';
import { Note } from '../parts/note.tsx';
import type { Place } from './paths.ts';
import { PlaceFields } from './place-fields.tsx';

interface RosterLineProps {
  frame: PageFrame;
  roster: Roster;
  place: Place;
  now: Date;
}

function RefreshForm({ frame, place }: Omit<RosterLineProps, 'roster' | 'now'>): VNode {
  const { t, base = '' } = frame;
  return (
    <form class="refresh" method="post" action={`${base}/dashboard/refresh`}>
      <PlaceFields place={place} />
      <button type="submit" class="link">
        {t('dashboard:roster.refresh')}
      </button>
    </form>
  );
}

/** Says why the LMS gave no list and what can be done, above what stands in for it. */
export function NoRosterNote({ frame, roster, place }: Omit<RosterLineProps, 'now'>): VNode | null {
  const { t } = frame;
  if (roster.has === 'list') return null;
  return (
    <Note title={t(`dashboard:roster.${roster.why}`)}>
      <p>
        {t(`dashboard:roster.${roster.why}.help`)} {t('dashboard:roster.instead')}
      </p>
      <RefreshForm frame={frame} place={place} />
    </Note>
  );
}

/** How old the LMS's list is, with the way to get it anew. */
export function RosterLine({ frame, roster, place, now }: RosterLineProps): VNode | null {
  const { t } = frame;
  if (roster.has !== 'list') return null;
  const count = Math.floor((now.getTime() - roster.fetchedAt.getTime()) / MINUTE_MS);
  return (
    <div class="roster">
      <p class="small">
        {count < 1 ? t('dashboard:roster.now') : t('dashboard:roster.age', { count })}
        {roster.isOld && ` ${t('dashboard:roster.old')}`}
        {!roster.isWhole && ` ${t('dashboard:roster.part')}`}
      </p>
      <RefreshForm frame={frame} place={place} />
    </div>
  );
}
