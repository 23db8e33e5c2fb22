import type { VNode } from 'preact';
import type { Counts, Filter } from '../../src/dashboard/people.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { dashboardPath } from './paths.ts';

/** What needs someone comes first. */
const CHOICES = ['attention', 'not-started', 'under-way', 'done', 'all'] as const satisfies (
  Filter | 'all'
)[];

interface CountLinksProps {
  frame: PageFrame;
  counts: Counts;
  filter: Filter | undefined;
}

/** The numbers of the list; each narrows the list to those it counts. */
export function CountLinks({ frame, counts, filter }: CountLinksProps): VNode | null {
  const { t, base = '' } = frame;
  if (counts.all === 0) return null;
  const choices = CHOICES.filter(name => name !== 'attention' || counts.attention > 0);
  return (
    <nav aria-label={t('dashboard:counts.title')}>
      <ul class="counts">
        {choices.map(name => (
          <li>
            <a
              class={name === 'attention' ? 'count warn' : 'count'}
              href={dashboardPath(base, { state: name === 'all' ? undefined : name })}
              aria-current={name === (filter ?? 'all') ? 'page' : undefined}
            >
              <span class="count-number">{counts[name]}</span> {t(`dashboard:counts.${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
