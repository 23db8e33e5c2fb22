import type { VNode } from 'preact';

/** A profile to draw, with a value for each axis. */
export interface RadarShape {
  values: number[];
  /** `main` is filled; `past` is a dashed outline with hollow marks: told apart in grey too. */
  look: 'main' | 'past';
}

interface RadarChartProps {
  /** Unique on the page. */
  id: string;
  title: string;
  /** All that the drawing shows, in words. */
  description: string;
  /** Three to eight; each with its label: lines of a few letters, since text in a drawing does not wrap. */
  axes: { lines: string[] }[];
  /** Drawn in this order, the last on top. */
  shapes: RadarShape[];
  /** The scale runs from 0 at the centre to this, with a ring at each whole number. */
  end: number;
}

interface Point {
  x: number;
  y: number;
}

/** What every part of one drawing needs to know. */
interface Frame {
  axes: number;
  radius: number;
  end: number;
}

/** Units of the drawing; a unit is a pixel at the size that the style sheet gives it at most. */
const CENTRE = 176;
const RADIUS = 132;
/** Where labels stand beside the drawing it leaves them room. */
const NARROW_RADIUS = 106;
const LABEL_GAP = 12;
const LINE = 20;
const MARK = 4.5;
/** From this cosine on an axis points sideways, and its label stands beside it. */
const SIDEWAYS = 0.9;

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Axes are counted clockwise from the one that points up. */
function angleOf(axis: number, axes: number): number {
  return (2 * Math.PI * axis) / axes - Math.PI / 2;
}

function isSideways(axis: number, axes: number): boolean {
  return Math.abs(Math.cos(angleOf(axis, axes))) > SIDEWAYS;
}

/** @param share of the way from the centre to the axis's end @param beyond units more */
function pointOn({ axes, radius }: Frame, axis: number, share: number, beyond = 0): Point {
  const angle = angleOf(axis, axes);
  const distance = share * radius + beyond;
  return { x: round(CENTRE + distance * Math.cos(angle)), y: round(distance * Math.sin(angle)) };
}

function cornersOf(frame: Frame, share: number): Point[] {
  return Array.from({ length: frame.axes }, (_one, axis) => pointOn(frame, axis, share));
}

function pathOf(points: Point[]): string {
  return points.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ');
}

function ringsOf({ end }: Frame): number[] {
  return Array.from({ length: end }, (_one, index) => index + 1);
}

function AxisLabel({ frame, axis, lines }: { frame: Frame; axis: number; lines: string[] }): VNode {
  const { x, y } = pointOn(frame, axis, 1, LABEL_GAP);
  const besides = x > CENTRE ? 'start' : 'end';
  const isBeside = isSideways(axis, frame.axes);
  // Above the drawing lines grow upwards, else downwards: none runs into the rings.
  const first = y < 0 && !isBeside ? y - (lines.length - 1) * LINE : y + LINE * 0.6;
  return (
    <text text-anchor={isBeside ? besides : 'middle'} class="radar-label">
      {lines.map((line, index) => (
        <tspan x={x} y={round(first + index * LINE)} class={index > 0 ? 'more' : undefined}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function Grid({ frame }: { frame: Frame }): VNode {
  return (
    <>
      {ringsOf(frame).map(ring => (
        <polygon
          class={ring === frame.end ? 'ring outer' : 'ring'}
          points={pathOf(cornersOf(frame, ring / frame.end))}
        />
      ))}
      {cornersOf(frame, 1).map(({ x, y }) => (
        <line class="ring" x1={CENTRE} y1="0" x2={x} y2={y} />
      ))}
    </>
  );
}

/** The rings' numbers stand along the axis that points up. */
function Scale({ frame }: { frame: Frame }): VNode {
  return (
    <>
      {ringsOf(frame).map(ring => (
        <text
          class="ring-text"
          x={CENTRE - 6}
          y={pointOn(frame, 0, ring / frame.end).y + 4}
          text-anchor="end"
        >
          {ring}
        </text>
      ))}
    </>
  );
}

function Shape({ frame, shape: { values, look } }: { frame: Frame; shape: RadarShape }): VNode {
  const points = values.map((value, axis) => pointOn(frame, axis, value / frame.end));
  return (
    <g class={`shape ${look}`}>
      <polygon points={pathOf(points)} />
      {points.map(({ x, y }) => (
        <circle cx={x} cy={y} r={MARK} />
      ))}
    </g>
  );
}

function frameOf(axes: number, end: number): Frame {
  const isAnyBeside = Array.from({ length: axes }, (_one, axis) => isSideways(axis, axes)).includes(true);
  return { axes, end, radius: isAnyBeside ? NARROW_RADIUS : RADIUS };
}

/** A radar from numbers: a title and a description for who does not see it, readable in grey. */
export function RadarChart({ id, title, description, axes, shapes, end }: RadarChartProps): VNode {
  const frame = frameOf(axes.length, end);
  const labelHeight = LABEL_GAP + Math.max(...axes.map(axis => axis.lines.length)) * LINE;
  const top = -frame.radius - labelHeight;
  const bottom = Math.max(...cornersOf(frame, 1).map(({ y }) => y)) + labelHeight;
  return (
    <svg
      class="radar-chart"
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
      viewBox={`0 ${String(round(top))} ${String(2 * CENTRE)} ${String(round(bottom - top))}`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      <Grid frame={frame} />
      {shapes.map(shape => (
        <Shape frame={frame} shape={shape} />
      ))}
      <Scale frame={frame} />
      {axes.map(({ lines }, axis) => (
        <AxisLabel frame={frame} axis={axis} lines={lines} />
      ))}
    </svg>
  );
}

/** A sample of a shape's line, for the words beside it. */
export function RadarSample({ look }: Pick<RadarShape, 'look'>): VNode {
  return (
    <svg class="radar-sample" aria-hidden="true" viewBox="0 0 44 16">
      <g class={`shape ${look}`}>
        <line x1="2" y1="8" x2="42" y2="8" />
        <circle cx="22" cy="8" r={MARK} />
      </g>
    </svg>
  );
}
