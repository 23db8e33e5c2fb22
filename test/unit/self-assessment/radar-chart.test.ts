import { expect } from 'chai';
import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { RadarChart, type RadarShape } from '../../../views/parts/radar-chart.tsx';

const END = 5;

function draw(axes: number, shapes: RadarShape[], lines = ['A · 3,0', '○ 2,0']): string {
  return renderToString(
    RadarChart({
      id: 'test',
      title: 'a title',
      description: 'all of it',
      axes: Array.from({ length: axes }, () => ({ lines })),
      shapes,
      end: END,
    }),
  );
}

/** @returns the view's box with every corner of a polygon in it */
function geometryOf(svg: string) {
  const [left = 0, top = 0, width = 0, height = 0] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '')
    .split(' ')
    .map(Number);
  const corners = [...svg.matchAll(/points="([^"]*)"/g)].map(match =>
    (match[1] ?? '').split(' ').map(pair => pair.split(',').map(Number) as [number, number]),
  );
  const labels = [...svg.matchAll(/<tspan x="([^"]*)" y="([^"]*)"/g)].map(
    match => [Number(match[1]), Number(match[2])] as const,
  );
  return { left, top, right: left + width, bottom: top + height, corners, labels };
}

describe('a radar', () => {
  it('has a corner for each value, as far out as the value says', () => {
    const values = [5, 1, 3];
    const { corners } = geometryOf(draw(3, [{ values, look: 'main' }]));
    const [outer, shape] = [corners[END - 1] ?? [], corners[END] ?? []];
    expect(shape).to.have.length(3);
    for (const [axis, value] of values.entries()) {
      const [x = 0, y = 0] = outer[axis] ?? [];
      const [sx = 0, sy = 0] = shape[axis] ?? [];
      // The centre lies at 176, 0.
      expect(Math.hypot(sx - 176, sy)).to.be.closeTo((Math.hypot(x - 176, y) * value) / END, 0.05);
    }
    expect(shape[0]?.[0], 'the first axis points up').to.equal(176);
    expect(shape[0]?.[1]).to.be.below(0);
  });

  it('keeps every corner and label inside the drawing, for three to eight axes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 8 }), fc.boolean(), (axes, hasPast) => {
        const shapes: RadarShape[] = [{ values: Array<number>(axes).fill(END), look: 'main' }];
        const svg = draw(axes, shapes, hasPast ? ['A · 3,0', '○ 2,0'] : ['A · 3,0']);
        const { left, top, right, bottom, corners, labels } = geometryOf(svg);
        for (const [x, y] of corners.flat()) {
          expect(x).to.be.within(left, right);
          expect(y).to.be.within(top, bottom);
        }
        for (const [x, y] of labels) {
          // A line of seven bold letters is about 60 units wide; beside the drawing all of it goes one way.
          expect(Math.min(x - left, right - x)).to.be.at.least(32);
          expect(y).to.be.within(top + 12, bottom);
        }
      }),
    );
  });

  it('tells the two profiles apart by more than colour, the earlier on top', () => {
    const svg = draw(3, [
      { values: [3, 3, 3], look: 'main' },
      { values: [2, 2, 2], look: 'past' },
    ]);
    expect(svg.indexOf('shape past')).to.be.greaterThan(svg.indexOf('shape main'));
    expect(svg).to.include('aria-labelledby="test-title test-description"').and.include('>all of it</desc>');
  });

  it('puts text in as text', () => {
    expect(draw(3, [], ['<b>']))
      .to.include('&lt;b>')
      .and.not.include('<b>');
  });
});
