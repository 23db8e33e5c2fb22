import type { VNode } from 'preact';

const STEP = 10;
const BAR = 8;
const HEIGHT = 24;
/** So that a level that nobody chose is seen to be there. */
const LEAST = 1;

/** A distribution as standing bars, from level 1 on the left; the numbers stand beside it, so that nobody needs it. */
export function Spread({ counts }: { counts: readonly number[] }): VNode {
  const most = Math.max(...counts, 1);
  const heightOf = (count: number): number => Math.max(LEAST, Math.round((count / most) * HEIGHT));
  return (
    <svg
      class="spread"
      aria-hidden="true"
      width={counts.length * STEP}
      height={HEIGHT}
      viewBox={`0 0 ${String(counts.length * STEP)} ${String(HEIGHT)}`}
    >
      {counts.map((count, index) => (
        <rect x={index * STEP} y={HEIGHT - heightOf(count)} width={BAR} height={heightOf(count)} />
      ))}
    </svg>
  );
}
