import type { VNode } from 'preact';

/** A lying bar within a table's cell; the numbers beside it say the same. @param parts shares 0..1, one after the other */
export function CellBar({ parts }: { parts: readonly { name: 'past' | 'here'; share: number }[] }): VNode {
  const percent = (share: number): string => `${String(Math.round(share * 10_000) / 100)}%`;
  let from = 0;
  return (
    <svg class="cell-bar" aria-hidden="true" width="100%" height="0.9em">
      {parts.map(({ name, share }) => {
        const bar = <rect class={name} x={percent(from)} width={percent(share)} height="100%" />;
        from += share;
        return bar;
      })}
    </svg>
  );
}
