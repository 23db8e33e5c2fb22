import { expect } from 'chai';
import { aLaunch } from '../../support/a-launch.ts';
import { openRoom, type Room } from '../../support/room.ts';

describe('choosing a language', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('changes this launch and the next, and leads back to the page', async () => {
    const { session } = await room.launch(aLaunch());
    const referer = `https://tool.example/l/${session.id}/activities/waiting`;
    const answer = await room.post(session, 'language', { locale: 'sv' }, { referer });
    expect(answer).to.include({ status: 303, location: 'activities/waiting' });
    expect(room.sessions.get(session.id)?.locale).to.equal('sv');
    expect((await room.launch(aLaunch())).session.locale).to.equal('sv');
  });

  it('is remembered for a teacher too', async () => {
    const launch = aLaunch({ role: 'teacher', sub: 'teacher-1' });
    const { session } = await room.launch(launch);
    const answer = await room.post(session, 'language', { locale: 'en' });
    expect(answer).to.include({ status: 303, location: '' });
    expect((await room.launch(launch)).session.locale).to.equal('en');
  });

  it('is refused for a language that the tool does not speak, and for a form of another origin', async () => {
    const { session } = await room.launch(aLaunch());
    expect((await room.post(session, 'language', { locale: 'de' })).status).to.equal(422);
    expect((await room.post(session, 'language', {})).status).to.equal(422);
    const foreign = await room.post(
      session,
      'language',
      { locale: 'sv' },
      { origin: 'https://evil.example' },
    );
    expect(foreign.status).to.equal(403);
    expect(room.sessions.get(session.id)?.locale).to.equal('fi');
  });

  it('is refused without a launch', async () => {
    const { session } = await room.launch(aLaunch());
    room.sessions.delete(session.id);
    expect((await room.post(session, 'language', { locale: 'sv' })).status).to.equal(401);
  });
});
