import { expect } from 'chai';
import { createLoginStates, LOGIN_LIFE_MS } from '../../../src/lti/login-state.ts';
import { settableClock } from '../../support/settable-clock.ts';

const SECRET = 'a secret of thirty-two characters';

describe('the state of a login', () => {
  const clock = settableClock('2026-09-01T09:00:00Z');
  const states = createLoginStates(SECRET, clock);

  it('gives back what was put in, to the browser that began, as often as it is asked', () => {
    const { state, nonce } = states.issue('platform-1', 'browser');
    const opened = { ok: true, login: { platformId: 'platform-1', nonce, storageTarget: undefined } };
    expect(states.open(state, 'browser')).to.deep.equal(opened);
    expect(states.open(state, 'browser')).to.deep.equal(opened);
  });

  it('differs each time, and its nonce with it', () => {
    const one = states.issue('platform-1', 'browser');
    const other = states.issue('platform-1', 'browser');
    expect(one.state).to.not.equal(other.state);
    expect(one.nonce).to.not.equal(other.nonce);
  });

  it('tells another browser from an unknown state', () => {
    const { state } = states.issue('platform-1', 'browser');
    expect(states.open(state, 'another')).to.deep.equal({ ok: false, why: 'other-browser' });
    const turned = state.replace(/^./, first => (first === 'A' ? 'B' : 'A'));
    for (const unknown of ['', 'x', state.slice(1), turned, `${state}A`, `${state}=`, state + state])
      expect(states.open(unknown, 'browser'), unknown).to.deep.equal({ ok: false, why: 'unknown' });
  });

  it('is over after ten minutes', () => {
    const { state } = states.issue('platform-1', 'browser');
    clock.advance(LOGIN_LIFE_MS);
    expect(states.open(state, 'browser').ok).to.equal(true);
    clock.advance(1);
    expect(states.open(state, 'browser')).to.deep.equal({ ok: false, why: 'unknown' });
  });

  it('is nothing to a tool with another secret', () => {
    const { state } = states.issue('platform-1', 'browser');
    const other = createLoginStates('another secret of 32 characters!!', clock);
    expect(other.open(state, 'browser')).to.deep.equal({ ok: false, why: 'unknown' });
  });

  it('shows nobody its platform or its browser', () => {
    const { state } = states.issue('platform-1', 'browser');
    expect(Buffer.from(state, 'base64url').toString('latin1')).to.not.include('platform');
  });
});
