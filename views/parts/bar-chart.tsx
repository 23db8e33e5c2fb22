import type { VNode } from 'preact';

export interface Bar {
  /** Short, since text in a drawing does not wrap: a letter that the table beside explains. */
  label: string;
  /** Null: no bar. */
  value: number | null;
  /** What stands at the bar's end. */
  text: string;
}

interface BarChartProps {
  /** Unique on the page. */
  id: string;
  title: string;
  /** All that the bars show, in words. */
  description: string;
  bars: Bar[];
  /** The scale's marks from 0, the last one its end. */
  marks: number[];
}

/** Widths are shares of the drawing, so that it fits any page while its text keeps the page's size. */
const LEFT = 10;
const WIDTH = 76;
const ROW_EM = 3;
const FOOT_EM = 2;

function percent(share: number): string {
  return `${String(Math.round((LEFT + share * WIDTH) * 100) / 100)}%`;
}

/** Lying bars from numbers: a title and a description for who does not see them, readable in grey. */
export function BarChart({ id, title, description, bars, marks }: BarChartProps): VNode {
  const end = marks.at(-1) ?? 1;
  const height = bars.length * ROW_EM;
  return (
    <svg
      class="bar-chart"
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
      width="100%"
      height={`${String(height + FOOT_EM)}em`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {marks.map(mark => (
        <>
          <line
            class="mark"
            x1={percent(mark / end)}
            x2={percent(mark / end)}
            y1="0"
            y2={`${String(height)}em`}
          />
          <text
            class="mark-text"
            x={percent(mark / end)}
            y={`${String(height + 1.4)}em`}
            text-anchor="middle"
          >
            {mark}
          </text>
        </>
      ))}
      {bars.map(({ label, value, text }, row) => (
        <>
          <text class="bar-label" x="0" y={`${String(row * ROW_EM + 1.85)}em`}>
            {label}
          </text>
          {value !== null && (
            <rect
              class="bar"
              x={percent(0)}
              y={`${String(row * ROW_EM + 0.6)}em`}
              width={`${String(Math.round((value / end) * WIDTH * 100) / 100)}%`}
              height="1.8em"
            />
          )}
          <text
            class="bar-text"
            x={percent((value ?? 0) / end)}
            dx="0.4em"
            y={`${String(row * ROW_EM + 1.85)}em`}
          >
            {text}
          </text>
        </>
      ))}
    </svg>
  );
}
