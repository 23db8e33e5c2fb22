import type { VNode } from 'preact';
import { queryOf } from '../../src/dashboard/dashboard.forms.ts';
import { FILTERS, type Counts, type Filter } from '../../src/dashboard/people.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';

interface CountLinksProps {
  frame: PageFrame;
  counts: Counts;
  filter: Filter | undefined;
}

/** The numbers of the list, what needs action first; each narrows the list to those it counts. */
export function CountLinks({ frame, counts, filter }: CountLinksProps): VNode | null {
  const { t, base = '' } = frame;
  if (counts.all === 0) return null;
  const choices = [...FILTERS.filter(name => name !== 'attention' || counts.attention > 0), 'all'] as const;
  return (
    <nav aria-label={t('dashboard:counts.title')}>
      <ul class="counts">
        {choices.map(name => (
          <li>
            <a
              class={name === 'attention' ? 'count warn' : 'count'}
              href={`${base}/dashboard${queryOf({ state: name === 'all' ? undefined : name })}`}
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
