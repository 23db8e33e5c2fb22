import { expect } from 'chai';
import { readPlan, typedOf, type PlanOptions } from '../../../../src/course/days/occasion-form.rules.ts';
import type { Occasion } from '../../../../src/course/days/occasion.rules.ts';

const options: PlanOptions = {
  now: new Date('2026-09-01T09:00:00Z'),
  byLink: false,
  current: null,
  seated: 0,
};
const typed = {
  name: 'Kuopio',
  place: 'Microkatu 1',
  link: '',
  startsAt: '2026-10-05T09:00',
  endsAt: '2026-10-05T15:00',
  capacity: '20',
};
const faultsOf = (changes: Partial<typeof typed>, more: Partial<PlanOptions> = {}) => {
  const read = readPlan({ ...typed, ...changes }, { ...options, ...more });
  return read.ok ? {} : read.faults;
};

describe('the form of an occasion', () => {
  it('is read by the clocks in Helsinki', () => {
    expect(readPlan(typed, options)).to.deep.equal({
      ok: true,
      planned: {
        name: 'Kuopio',
        place: 'Microkatu 1',
        link: '',
        startsAt: new Date('2026-10-05T06:00:00Z'),
        endsAt: new Date('2026-10-05T12:00:00Z'),
        capacity: 20,
      },
    });
  });

  it('lasts an hour more in the night in which the clocks go back', () => {
    const night = { startsAt: '2026-10-25T02:30', endsAt: '2026-10-25T04:30' };
    const read = readPlan({ ...typed, ...night }, options);
    const hours = read.ok && (Number(read.planned.endsAt) - Number(read.planned.startsAt)) / 3_600_000;
    expect(hours).to.equal(3);
  });

  it('keeps the very moment of a time that was not touched, also in the hour that comes twice', () => {
    const current = {
      ...typed,
      startsAt: new Date('2026-10-25T00:15:00Z'),
      endsAt: new Date('2026-10-25T00:45:00Z'),
      capacity: 20,
    } as unknown as Occasion;
    const read = readPlan(typedOf(current), { ...options, current });
    expect(read.ok && read.planned.startsAt).to.deep.equal(current.startsAt);
    expect(read.ok && read.planned.endsAt).to.deep.equal(current.endsAt);
  });

  it('tells each fault at its field', () => {
    expect(faultsOf({ name: '', place: '' })).to.have.all.keys('name', 'place');
    expect(faultsOf({ startsAt: '2026-02-31T09:00', endsAt: 'x' })).to.have.all.keys('startsAt', 'endsAt');
    expect(faultsOf({ endsAt: '2026-10-05T09:00' })).to.deep.equal({ endsAt: 'course:days.fault.order' });
    expect(faultsOf({ endsAt: '2026-10-09T09:00' })).to.deep.equal({ endsAt: 'course:days.fault.length' });
    expect(faultsOf({ startsAt: '2126-10-05T09:00' })).to.have.all.keys('startsAt');
    for (const capacity of ['0', '-1', '1e3', '5001', '12.5', 'x', '999999'])
      expect(faultsOf({ capacity }), capacity).to.deep.equal({ capacity: 'course:days.fault.capacity' });
  });

  it('takes no link but https, and wants one where people come by it', () => {
    for (const link of ['javascript:alert(1)', 'http://example.org', 'data:text/html,x', 'zoom'])
      expect(faultsOf({ link }), link).to.deep.equal({ link: 'course:days.fault.link' });
    expect(faultsOf({ link: '' }, { byLink: true })).to.deep.equal({ link: 'course:days.fault.no-link' });
    expect(faultsOf({ link: 'https://example.org/x', place: '' }, { byLink: true })).to.deep.equal({});
  });

  it('takes no seat from those who have one', () => {
    expect(faultsOf({ capacity: '11' }, { seated: 12 })).to.deep.equal({
      capacity: 'course:days.fault.seated',
    });
    expect(faultsOf({ capacity: '12' }, { seated: 12 })).to.deep.equal({});
    expect(faultsOf({ capacity: '' }, { seated: 12 })).to.deep.equal({});
  });
});
