import type { VNode } from 'preact';
import type { GroupView } from '../../../src/self-assessment/group/page.rules.ts';
import type { Split } from '../../../src/self-assessment/group/views.rules.ts';
import { groupPath, type GroupProps } from './group-props.ts';

const SPLITS: readonly Split[] = ['all', 'role', 'institution'];

interface Choice {
  text: string;
  leadsTo: Pick<GroupView, 'round' | 'split' | 'part'>;
  isChosen: boolean;
}

function Choices({
  frame,
  label,
  choices,
}: Pick<GroupProps, 'frame'> & { label: string; choices: Choice[] }): VNode {
  return (
    <nav aria-label={label}>
      <ul class="counts">
        {choices.map(({ text, leadsTo, isChosen }) => (
          <li>
            <a class="count" href={groupPath(frame, leadsTo)} aria-current={isChosen ? 'page' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Which round, and whose figures; each choice is an address of its own. */
export function GroupFilters(props: GroupProps): VNode {
  const { frame, view } = props;
  const { t } = frame;
  const { round, split, part } = view;
  const everybody = { split: 'all' } as const;
  return (
    <>
      {view.rounds.length > 1 && (
        <Choices
          frame={frame}
          label={t('self-assessment:group.nav.round')}
          choices={view.rounds.map(one => ({
            text: t(`self-assessment:round.${one}`),
            leadsTo: { round: one, split, part },
            isChosen: one === round,
          }))}
        />
      )}
      <Choices
        frame={frame}
        label={t('self-assessment:group.nav.by')}
        choices={SPLITS.map(one => ({
          text: t(`self-assessment:group.by.${one}`),
          leadsTo: { round, split: one, part: one === 'all' ? everybody : null },
          isChosen: one === split && (part === null || one === 'all'),
        }))}
      />
    </>
  );
}
