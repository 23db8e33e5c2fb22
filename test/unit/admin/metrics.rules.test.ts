import { expect } from 'chai';
import { renderMetrics, type MeasuredPlatform } from '../../../src/admin/metrics.rules.ts';

const NOW = new Date('2026-11-27T10:00:00Z');

function aPlatform(facts: Partial<MeasuredPlatform> = {}): MeasuredPlatform {
  return {
    platformId: 'p',
    issuer: 'https://lms.example',
    waiting: 0,
    due: 0,
    oldestAt: null,
    failing: null,
    refused: [],
    sentLastDay: 0,
    ...facts,
  };
}

const LABELS = 'platform="p",issuer="https://lms.example"';
const samples = (text: string): string[] => text.split('\n').filter(line => line && !line.startsWith('#'));

describe('the metrics', () => {
  it('say each figure of a platform, ages in seconds', () => {
    const text = renderMetrics(
      [
        aPlatform({
          waiting: 12,
          due: 5,
          oldestAt: new Date('2026-11-27T08:30:00Z'),
          failing: { since: new Date('2026-11-27T09:59:58.500Z'), reason: 'unavailable' },
          refused: [
            { reason: 'gone', count: 2 },
            { reason: 'not-gradable', count: 1 },
          ],
          sentLastDay: 300,
        }),
      ],
      NOW,
    );
    expect(samples(text)).to.deep.equal([
      `sosrake_grades_waiting{${LABELS}} 12`,
      `sosrake_grades_due{${LABELS}} 5`,
      `sosrake_grades_oldest_waiting_seconds{${LABELS}} 5400`,
      `sosrake_grades_failing_seconds{${LABELS}} 1.5`,
      `sosrake_grades_refused{${LABELS},reason="gone"} 2`,
      `sosrake_grades_refused{${LABELS},reason="not-gradable"} 1`,
      `sosrake_grades_sent_last_day{${LABELS}} 300`,
    ]);
  });

  it('are noughts, and not absent, where nothing waits or fails', () => {
    expect(samples(renderMetrics([aPlatform()], NOW))).to.deep.equal([
      `sosrake_grades_waiting{${LABELS}} 0`,
      `sosrake_grades_due{${LABELS}} 0`,
      `sosrake_grades_oldest_waiting_seconds{${LABELS}} 0`,
      `sosrake_grades_failing_seconds{${LABELS}} 0`,
      `sosrake_grades_sent_last_day{${LABELS}} 0`,
    ]);
  });

  it('never give an age below nought, whatever the clocks say', () => {
    const text = renderMetrics([aPlatform({ waiting: 1, oldestAt: new Date('2026-11-27T11:00:00Z') })], NOW);
    expect(text).to.include(`sosrake_grades_oldest_waiting_seconds{${LABELS}} 0\n`);
  });

  it('escape what a label may not hold as it is', () => {
    const issuer = 'https://lms.example/"} 1\n# \\';
    const lines = renderMetrics([aPlatform({ issuer, refused: [{ reason: 'a"b', count: 1 }] })], NOW).split(
      '\n',
    );
    expect(lines.find(line => line.startsWith('sosrake_grades_refused'))).to.equal(
      String.raw`sosrake_grades_refused{platform="p",issuer="https://lms.example/\"} 1\n# \\",reason="a\"b"} 1`,
    );
    for (const line of lines.filter(Boolean)) expect(line).to.match(/^(# (HELP|TYPE) )?sosrake_grades_\w+/);
  });

  it('tell of each metric once what it is, before its samples, and end with a line feed', () => {
    for (const platforms of [[], [aPlatform(), aPlatform({ platformId: 'q' })]]) {
      const text = renderMetrics(platforms, NOW);
      expect(text.endsWith('\n')).to.equal(true);
      const names = [...text.matchAll(/^# TYPE (\w+) gauge$/gm)].map(match => match[1]);
      expect(names).to.have.length(6);
      expect(new Set(names).size).to.equal(6);
      for (const name of names)
        expect(text).to.match(new RegExp(`# HELP ${name} \\S.*\\n# TYPE ${name} gauge\\n`));
      // All samples of a metric stand together.
      const order = samples(text).map(line => /^\w+/.exec(line)?.[0]);
      expect(order).to.deep.equal([...order].sort((a, b) => names.indexOf(a) - names.indexOf(b)));
    }
  });
});
