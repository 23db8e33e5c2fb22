import { expect } from 'chai';
import type { DemoLineItem, DemoLink, DemoPerson } from '../../../src/demo-lms/index.ts';
import { openAsLearner, placeSelfAssessment } from '../../support/learner.ts';
import { browse, launchThrough, type Answer, type RunningLms } from '../../support/lms.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

const STATEMENTS = { A: 6, B: 6, C: 7 };

async function waitUntil(isSo: () => boolean, patienceMs = 8000): Promise<boolean> {
  const end = Date.now() + patienceMs;
  while (!isSo() && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 50));
  return isSo();
}

/** The page's own words, without its markup. */
function wordsOf({ body }: { body: string }): string {
  return body
    .replace(/^[\s\S]*<main/, '<main')
    .replace(/<\/main>[\s\S]*$/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('the page of a gradebook column', function () {
  this.timeout(60_000);
  let tool: RunningTool;
  let lms: RunningLms;
  let link: DemoLink;

  beforeEach(async () => {
    tool = await startTool();
    lms = await tool.startLms();
    link = await placeSelfAssessment(lms, tool.url);
  });
  afterEach(() => tool.close());

  async function complete(person: DemoPerson): Promise<void> {
    const learner = await openAsLearner(lms, tool.url, person, link);
    for (const [area, count] of Object.entries(STATEMENTS)) {
      for (let n = 1; n <= count; n += 1) await learner.save(`${area}${String(n)}`, 3);
    }
    expect((await learner.post('submit')).status).to.equal(303);
  }

  async function asTeacher(): Promise<(form?: Record<string, string>, query?: string) => Promise<Answer>> {
    const walk = await launchThrough(lms, tool.url, lms.teacher, link);
    const url = new URL(`${walk.url.pathname.replace(/\/dashboard.*$/, '')}/dashboard/column`, walk.url);
    const how = { jar: walk.jar, headers: { 'sec-fetch-site': 'same-origin' } };
    return async (form, query = '') => {
      const answer = await browse(new URL(`${url.pathname}${query}`, url), how, form);
      return answer.location ? browse(answer.location, how) : answer;
    };
  }

  const columns = (): DemoLineItem[] => lms.state.lineItems;
  const gradeIn = (item: DemoLineItem | undefined, person: DemoPerson): number | null | undefined =>
    lms.state.grades.find(one => one.itemId === item?.id && one.personId === person.id)?.final;

  it('brings a removed column back, once, and with it every grade', async () => {
    const late = lms.addPerson({ givenName: 'Liisa', familyName: 'Myöhä', role: 'student' });
    await complete(lms.student);
    expect(await waitUntil(() => lms.grade(link, lms.student)?.final === 1)).to.equal(true);
    lms.removeLineItem(columns()[0] as DemoLineItem);
    await complete(late);
    await waitUntil(() => lms.calls.of('score').some(one => one.status === 404));

    const open = await asTeacher();
    expect(wordsOf(await open()))
      .to.include('Saraketta ei enää ole')
      .and.include('Etsi sarake tai tee uusi');
    expect(wordsOf(await open({})))
      .to.include('Uusi sarake on tehty')
      .and.include('Sarake on paikallaan')
      .and.include('Tämä sarake on irrallinen');
    const [made] = columns();
    expect(made).to.deep.include({ activityId: null, label: 'Osaamisen itsearviointi', maximum: 1 });
    const isThere = (person: DemoPerson): boolean => gradeIn(made, person) === 1;
    expect(await waitUntil(() => isThere(lms.student) && isThere(late))).to.equal(true);

    expect(wordsOf(await open({}))).to.include('Mitään ei tarvinnut muuttaa');
    expect(columns()).to.have.length(1);
    await launchThrough(lms, tool.url, lms.teacher, link);
    expect(wordsOf(await open())).to.include('Sarake on paikallaan');
  });

  it('makes one column, however many teachers press at once', async () => {
    lms.removeLineItem(columns()[0] as DemoLineItem);
    const presses = await Promise.all([asTeacher(), asTeacher(), asTeacher()]);
    const pages = await Promise.all(presses.map(open => open({})));
    expect(pages.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect(pages.filter(page => wordsOf(page).includes('Uusi sarake on tehty'))).to.have.length(1);
    expect(columns()).to.have.length(1);
  });

  it('shows the maximum that the teacher changed in the LMS', async () => {
    const [own] = columns();
    if (own) own.maximum = 20;
    const words = wordsOf(await (await asTeacher())());
    expect(words).to.include('Enimmäispisteet siellä 20').and.include('Täällä ne ovat 1');
    const settings = await launchThrough(lms, tool.url, lms.teacher, link);
    const path = settings.url.pathname.replace(/\/dashboard.*$/, '/activities/settings');
    const page = await browse(new URL(path, settings.url), { jar: settings.jar });
    expect(wordsOf(page)).to.include('enimmäispisteet ovat nyt 20');
    await complete(lms.student);
    expect(await waitUntil(() => lms.grade(link, lms.student)?.final === 20)).to.equal(true);
  });

  it('says what to do where the LMS answers nothing, or will not have it', async () => {
    const open = await asTeacher();
    lms.calls.failNext('lineitem', { status: 503 });
    expect(wordsOf(await open()))
      .to.include('Saraketta ei voitu katsoa')
      .and.include('ei vastannut');
    lms.removeLineItem(columns()[0] as DemoLineItem);
    const [registered] = lms.state.tools;
    if (registered) registered.scopes = registered.scopes.filter(scope => !scope.endsWith('/lineitem'));
    lms.tokens.revokeAll();
    const refused = wordsOf(await open({}));
    expect(refused).to.include('Saraketta ei tehty').and.include('ei anna työkalun nähdä tai tehdä');
    expect(columns()).to.have.length(0);
  });

  it('takes no words from its address but those that it knows', async () => {
    const open = await asTeacher();
    const odd = await open(undefined, '?came=made&why=%3Cscript%3E');
    expect(odd.status).to.equal(200);
    expect(odd.body).to.not.include('<script>');
    expect((await open(undefined, '?came=nonsense')).status).to.equal(200);
  });
});
