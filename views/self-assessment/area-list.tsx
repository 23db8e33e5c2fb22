import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import type { Overview } from '../../src/self-assessment/answers.rules.ts';
import { AreaNameIn } from './local-text.tsx';
import { pathOf } from './paths.ts';

interface AreaListProps {
  frame: PageFrame;
  areas: Overview['areas'];
  /** Whether each leads to its page and tells how far it is; else only the names are said. */
  isOpen: boolean;
}

/** The areas in their order. */
export function AreaList({ frame, areas, isOpen }: AreaListProps): VNode {
  const { t } = frame;
  return (
    <ol class="areas">
      {areas.map(({ area, answered, total }) => {
        const name = <AreaNameIn t={t} area={area} />;
        if (!isOpen) return <li>{name}</li>;
        return (
          <li>
            <a href={pathOf(frame, `area/${area.id}`)}>{name}</a>
            <span class="small">{t('self-assessment:progress', { answered, total })}</span>
          </li>
        );
      })}
    </ol>
  );
}
