import type { GradeFigures } from '../grades/figures.store.ts';
import { SECOND_MS } from '../kit/clock.ts';

/** One platform's figures with what its labels say. */
export type MeasuredPlatform = GradeFigures & { issuer: string };

interface Sample {
  labels: Record<string, string>;
  value: number;
}

interface Metric {
  name: string;
  help: string;
  samplesOf: (platform: MeasuredPlatform, now: Date) => Sample[];
}

/** As Prometheus names it; a scraper chooses its parser by it. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

function ageSeconds(since: Date | null | undefined, now: Date): number {
  return since ? Math.max(0, (now.getTime() - since.getTime()) / SECOND_MS) : 0;
}

/** A metric with one number for each platform. */
function gauge(name: string, help: string, valueOf: (of: MeasuredPlatform, now: Date) => number): Metric {
  return { name, help, samplesOf: (of, now) => [{ labels: {}, value: valueOf(of, now) }] };
}

/** Ages and not times, with nought for "nothing": an alert compares them with a bound, and nothing needs to be absent. */
const METRICS: Metric[] = [
  gauge('sosrake_grades_waiting', 'Grades that have not arrived yet and will be tried.', of => of.waiting),
  gauge('sosrake_grades_due', 'Waiting grades that could be sent at this moment.', of => of.due),
  gauge(
    'sosrake_grades_oldest_waiting_seconds',
    'Age of the oldest event whose grade is waiting; 0 when none is.',
    (of, now) => ageSeconds(of.oldestAt, now),
  ),
  gauge(
    'sosrake_grades_failing_seconds',
    'For how long the grade that has failed for longest has been failing without a break; 0 when none is.',
    (of, now) => ageSeconds(of.failing?.since, now),
  ),
  {
    name: 'sosrake_grades_refused',
    help: 'Grades that the platform refused and that are not tried again unless a teacher asks, by reason.',
    samplesOf: ({ refused }) => refused.map(({ reason, count }) => ({ labels: { reason }, value: count })),
  },
  gauge(
    'sosrake_grades_sent_last_day',
    'Grades that arrived within the last 24 hours and were not changed since.',
    of => of.sentLastDay,
  ),
];

function escapeLabel(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"');
}

function renderSample(name: string, { labels, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${name}{${pairs.join(',')}} ${value}`;
}

/**
 * Writes figures in the text exposition format 0.0.4 of Prometheus.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 * @param now what ages are counted from
 * @returns lines that end with a line feed each
 */
export function renderMetrics(platforms: readonly MeasuredPlatform[], now: Date): string {
  const lines = METRICS.flatMap(({ name, help, samplesOf }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...platforms.flatMap(of =>
      samplesOf(of, now).map(({ labels, value }) =>
        renderSample(name, { labels: { platform: of.platformId, issuer: of.issuer, ...labels }, value }),
      ),
    ),
  ]);
  return lines.map(line => `${line}\n`).join('');
}
