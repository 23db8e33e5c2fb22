import { expect } from 'chai';
import { openAsLearner, placeSelfAssessment } from '../../support/learner.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

describe('calendars of courses in the whole tool', () => {
  let tool: RunningTool;
  before(async () => {
    tool = await startTool();
  });
  after(() => tool.close());

  it('are asked for without a launch: a wrong address is a plain 404, with no cookie', async () => {
    for (const path of ['x.ics', '', '%ff.ics']) {
      const response = await fetch(`${tool.url}/course/calendar/${path}`);
      expect(response.status, path).to.equal(404);
      expect(await response.text(), path).to.equal('Not found\n');
      expect(response.headers.get('set-cookie'), path).to.equal(null);
    }
  });

  it('are found by the secret that somebody has, of a course that is there', async () => {
    const lms = await tool.startLms();
    const link = await placeSelfAssessment(lms, tool.url);
    const { connection } = tool.db;
    const activities = connection.collection('activities_activities');
    const settings = { package: { package: 'foundations', version: 1 } };
    await activities.updateOne({}, { $set: { kind: 'course', settings, title: 'Kurssi' } });
    const learner = await openAsLearner(lms, tool.url, lms.student, link);
    const made = await learner.post('calendar', { version: '0' });
    const address = /http:\/\/localhost:\d+\/course\/calendar\/[\w-]{43}\.ics/.exec(made.body)?.[0] ?? '';
    expect(address).to.include(tool.url);
    const response = await fetch(address);
    expect(response.status).to.equal(200);
    expect(await response.text())
      .to.include('NAME:Kurssi')
      .and.not.include(lms.student.familyName);
    const page = await learner.get('messages');
    expect(page.status).to.equal(403);
  });
});
