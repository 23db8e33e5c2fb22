import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  customParametersFor,
  findFamily,
  LMS_FAMILIES,
  LMS_QUIRKS,
  stepsAfterRegistration,
} from '../../../src/lti/quirks.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('the table of LMSs', () => {
  for (const family of LMS_FAMILIES) {
    const row = LMS_QUIRKS[family];
    describe(row.name, () => {
      it('names a source of each quirk: a public address, or a file of a public repository', () => {
        expect(row.quirks).to.not.have.length(0);
        for (const { source, says } of row.quirks)
          expect(source, says).to.match(/^(https:\/\/\S+\/\S+|[\w-]+\/[\w-]+: \S+)/);
      });

      it('names files that exist as those that mind its quirks', () => {
        for (const { mindedIn } of row.quirks)
          if (mindedIn !== null) expect(existsSync(join(ROOT, mindedIn)), mindedIn).to.equal(true);
      });

      it('is found by each of its codes, whatever their case', () => {
        for (const code of row.codes) {
          expect(findFamily(code)).to.equal(family);
          expect(findFamily(code.toUpperCase())).to.equal(family);
        }
      });

      it('gives https addresses only', () => {
        const addresses = row.addressesOf?.(row.issuer ?? 'https://lms.example.fi', 'client') ?? {};
        for (const address of Object.values(addresses)) expect(address).to.match(/^https:\/\/[^/]+\/./);
      });
    });
  }

  it('knows nothing of an LMS that is not in it', () => {
    for (const code of ['schoology', '', null, undefined]) expect(findFamily(code)).to.equal(null);
  });

  it('gives words for the last page of a registration for any LMS', () => {
    expect(stepsAfterRegistration('moodle', 'registered')[0]).to.equal('registered.moodle.activate');
    expect(stepsAfterRegistration('moodle', 'updated')).to.not.include('registered.moodle.activate');
    // Moodle shares what the registration asked for.
    expect(stepsAfterRegistration('moodle', 'registered')).to.not.include('registered.privacy');
    expect(stepsAfterRegistration('sakai', 'updated')).to.deep.equal(['updated.other', 'registered.privacy']);
    expect(stepsAfterRegistration(null, 'registered')).to.deep.equal([
      'registered.other',
      'registered.privacy',
    ]);
  });

  it('keeps a variable of one LMS from the others, and from none while the LMS is not known', () => {
    const all = { history: '$Context.id.history', groups: '$Moodle.Person.userGroupIds' };
    expect(customParametersFor('moodle', all)).to.deep.equal(all);
    expect(customParametersFor(null, all)).to.deep.equal(all);
    expect(customParametersFor('canvas', all)).to.deep.equal({ history: all.history });
  });

  it('does not guess the addresses of a Canvas of one’s own', () => {
    expect(LMS_QUIRKS.canvas.addressesOf?.('https://canvas.example.fi', '1')).to.deep.equal({});
  });
});
