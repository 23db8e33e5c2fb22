import { expect } from 'chai';
import { answerAll, openWorld, type Visit, type World } from './world.ts';

/** @returns the page's text from one heading to another */
function between(body: string, from: string, to: string): string {
  const start = body.indexOf(from);
  expect(start, from).to.be.at.least(0);
  return body.slice(start, body.indexOf(to, start + from.length));
}

/** @returns the page as it is read: without tags, white space in one piece */
function readable(body: string): string {
  return body
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

describe("the learner's own result", () => {
  let world: World;
  let visit: Visit;
  let teacher: Visit;
  beforeEach(async () => {
    world = await openWorld();
    visit = world.launch();
    teacher = world.launch({ role: 'teacher', participantId: undefined });
  });
  afterEach(() => world.close());

  /** Answers all alike but for what is given, and sends. */
  async function send(skill: string, others: Record<string, string> = {}, who = visit): Promise<void> {
    await answerAll(who, skill);
    for (const area of ['A', 'B', 'C']) {
      const ofArea = Object.entries(others).filter(([name]) => name.startsWith(area));
      if (ofArea.length > 0) await who.post(`area/${area}`, Object.fromEntries(ofArea));
    }
    expect((await who.post('submit')).location).to.equal('self-assessment/result');
  }

  async function goOn(from: string, to: string): Promise<void> {
    await teacher.post('rounds', { act: 'close', round: from });
    await teacher.post('rounds', { act: 'open', round: to });
    world.clock.advance(24 * 60 * 60_000);
  }

  describe('of one round', () => {
    it('draws the areas as a radar, with the same numbers in a table', async () => {
      await send('4', { 'B1.skill': '1', 'B2.skill': '1', 'B3.skill': '1' });
      const { body } = await visit.get('result');
      expect(body).to.match(/<svg class="radar-chart" role="img" aria-labelledby="areas-title areas-desc/);
      expect(body).to.include('käyttökelpoiseksi: 2,5.').and.include('>B · 2,5<').and.include('>2,5</td>');
      expect(body).to.not.include('Aiemmin').and.not.include('Mikä on muuttunut');
      expect(body).to.not.include('muilta kierroksilta').and.not.include('Kierros:');
    });

    it('says in words which area is no part of the work, and draws bars where a shape would be another', async () => {
      const ids = ['B1', 'B2', 'B3', 'B4', 'B5', 'B6'];
      await send('4', Object.fromEntries(ids.map(id => [`${id}.skill`, 'outside'])));
      const { body } = await visit.get('result');
      expect(body).to.include('bar-chart').and.not.include('radar-chart');
      expect(readable(body)).to.include('Tiedon työstäminen käyttökelpoiseksi: mikään alueen kohta ei kuulu');
    });

    it('suggests themes and workshops with the statements that caused them', async () => {
      // Gaps of 3 where B3, B4 (theme V, workshop w2) and C2, C4 (theme K) are only begun.
      await send('4', { 'B3.skill': '1', 'B4.skill': '1', 'C2.skill': '1', 'C4.skill': '1' });
      const { body } = await visit.get('result');
      const themes = between(body, 'Sinulle ehdotetut teemat', 'Sinulle ehdotetut työpajat');
      expect(themes.match(/<h3>[^<]*<\/h3>/g)).to.deep.equal([
        '<h3>viestintä ja vaikuttaminen</h3>',
        '<h3>vaikutus- ja vaikuttavuustieto</h3>',
      ]);
      expect(readable(themes))
        .to.include('C2 · kirjoittaa toimenpide-ehdotuksen')
        .and.include('B4 · erottaa toisistaan tuotoksen')
        .and.not.include('koska osa painaa');
      const workshops = between(body, 'Sinulle ehdotetut työpajat', 'Kaikki vastauksesi');
      expect(workshops.match(/<h3>[^<]*<\/h3>/g)).to.deep.equal([
        '<h3>vaikuttavuus ja tavoitteen asettelu</h3>',
      ]);
    });

    it('names all equals and leaves the choice to the learner; statements past the third by their ids', async () => {
      await send('3');
      const { body } = await visit.get('result');
      const themes = between(body, 'Sinulle ehdotetut teemat', 'Sinulle ehdotetut työpajat');
      expect(themes.match(/<h3>/g)).to.have.length(6);
      expect(readable(themes))
        .to.include('Valitse niistä ne')
        .and.match(/Lisäksi vaikuttivat kohdat ([A-C]\d, )*[A-C]\d ja [A-C]\d\./);
    });

    it('leads on to guiding others where all is managed alone', async () => {
      await send('4');
      const { body } = await visit.get('result');
      expect(body).to.include('Seuraava askel: muiden ohjaaminen').and.not.include('Sinulle ehdotetut');
    });

    it('suggests nothing from fewer than twelve statements, and says why', async () => {
      const outside = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'B1', 'B2'];
      await send('2', Object.fromEntries(outside.map(id => [`${id}.skill`, 'outside'])));
      const { body } = await visit.get('result');
      expect(body).to.include('vähintään 12 arvioitua kohtaa, ja sinulla niitä on 11');
      expect(body).to.include('Missä on eniten kehitettävää').and.not.include('Sinulle ehdotetut');
    });

    it('suggests no theme where one statement alone has a gap', async () => {
      await send('4', { 'C4.skill': '1' });
      expect((await visit.get('result')).body).to.include('Mikään teema ei nouse muiden edelle');
    });
  });

  it('keeps all that a supervisor said of the unit and its conditions', async () => {
    await visit.post('begin', { role: 'supervisor' });
    await visit.post('conditions', { 'E2.level': '2' });
    await send('3', { 'A1.skill': '3', 'A1.unit': '2', 'A2.skill': '3', 'A2.unit': 'outside' });
    const answers = readable(
      between((await visit.get('result')).body, 'Kaikki vastauksesi', 'Tulosta tuloksesi'),
    );
    expect(answers).to.include('Työyhteisössäsi: Tunnetaan perusteet');
    expect(answers).to.include('Työyhteisössäsi: Ei kuulu työyhteisön tehtäviin');
    expect(answers.match(/Työyhteisössäsi:/g)).to.have.length(2);
    expect(answers)
      .to.match(/Työyhteisön edellytykset E2 · .* Heikosti/)
      .and.not.include('E1 ·');
  });

  describe('of a later round', () => {
    it('stands beside the earlier one, and tells what changed', async () => {
      await send('2', { 'A1.skill': '4' });
      await goOn('before', 'after');
      await send('3', { 'A1.skill': '3', 'B4.skill': '5', 'C1.skill': 'outside' });
      const { body } = await visit.get('result');
      expect(body).to.include('Kierros: Jälkeen.').and.include('class="shape past"').and.include('>○ 2,3<');
      expect(body).to.include('Tieto ja sen kokoaminen: 3,0 (Ennen, ti 1.9.2026: 2,3).');
      const change = readable(between(body, 'Mikä on muuttunut', 'Vahvuutesi'));
      expect(change).to.include('aiempi kierros (Ennen, ti 1.9.2026)').and.include('niitä on 18.');
      expect(change).to.include('A. Tieto ja sen kokoaminen +0,7 5 0 1');
      expect(change).to.include('B. Tiedon työstäminen käyttökelpoiseksi +1,3 6 0 0');
      expect(change).to.include('C. Tiedolla vaikuttaminen +1,0 6 0 0');
      expect(change).to.match(/erottaa toisistaan tuotoksen.* Ensin: Tunnen perusteet · sitten: Osaan/);
      expect(change).to.include('lisäksi 14 muussa kohdassa').and.include('ei välttämättä kerro, että osaat');
      expect(body).to.include('Aiemmin: Onnistun itsenäisesti · erittäin tärkeää');
    });

    it('does not speak of lower ratings where there are none', async () => {
      await send('2');
      await goOn('before', 'after');
      await send('2');
      const { body } = await visit.get('result');
      expect(body).to.include('Yksikään arviosi ei ole noussut').and.not.include('ei välttämättä kerro');
    });

    it('says so where nothing was rated both times', async () => {
      await send('outside');
      await goOn('before', 'after');
      await send('3');
      const { body } = await visit.get('result');
      expect(body).to.include('Yhtäkään kohtaa ei ole arvioitu molemmilla kerroilla');
      expect(body).to.include('class="shape main"').and.not.include('class="shape past"');
    });

    it('compares with the round just before, and leads to each of the others', async () => {
      await send('1');
      await goOn('before', 'after');
      await send('2');
      await goOn('after', 'follow-up');
      await send('5');
      const newest = (await visit.get('result')).body;
      expect(newest).to.include('Kierros: Seuranta.').and.include('aiempi kierros (Jälkeen, ke 2.9.2026)');
      expect(newest).to.include('result?round=before"').and.include('result?round=after"');
      expect(newest).to.not.include('result?round=follow-up"');
      const oldest = (await visit.get('result?round=before')).body;
      expect(oldest).to.include('Kierros: Ennen.').and.not.include('Mikä on muuttunut');
      expect(oldest).to.include('result?round=follow-up"');
    });

    it('compares with nothing that was opened again to be changed', async () => {
      await send('1');
      await goOn('before', 'after');
      await send('2');
      await teacher.post('rounds/reopen', { participant: 'participant-1', round: 'after' });
      await goOn('after', 'follow-up');
      await send('4');
      const { body } = await visit.get('result?round=follow-up');
      expect(body).to.include('Kierros: Seuranta.').and.include('aiempi kierros (Ennen, ti 1.9.2026)');
    });

    for (const asked of ['round=__proto__', 'round=never', 'round=before&round=after', 'round[$ne]=before']) {
      it(`shows the newest when asked for ${asked}`, async () => {
        await send('1');
        await goOn('before', 'after');
        await send('2');
        const { status, body } = await visit.get(`result?${asked}`);
        expect(status).to.equal(200);
        expect(body).to.include('Kierros: Jälkeen.');
      });
    }
  });

  describe('is a page', () => {
    it('that is the same whatever others answered, and that a teacher cannot open', async () => {
      await send('3');
      const alone = (await visit.get('result')).body;
      const other = world.launch({ participantId: 'participant-2' });
      await send('1', {}, other);
      expect((await visit.get('result')).body).to.equal(alone);
      expect((await teacher.get('result')).status).to.equal(403);
    });

    it('whose print button only a script shows, without a line of script or style in the page', async () => {
      await send('3');
      const { body } = await visit.get('result');
      expect(body).to.match(
        /<div hidden[^>]*data-print[^>]*><p class="actions"><button type="button">Tulosta/,
      );
      const path = /<script src="([^"]*print\.js)" defer/.exec(body)?.[1] ?? '';
      const script = await fetch(`${world.origin}${path}`);
      expect(await script.text()).to.include('window.print()');
      expect(body).to.not.match(/ style=|<style|<script(?! src)| on[a-z]+="/);
    });

    for (const locale of ['fi', 'sv', 'en'] as const) {
      it(`in ${locale}, with headings in order and no text missing`, async () => {
        await send('2', { 'A1.skill': '4', 'B1.skill': 'outside' });
        await goOn('before', 'after');
        await send('3', { 'A1.skill': '3' });
        const { body } = await world.launch({ locale }).get('result');
        const levels = [...body.matchAll(/<h([1-6])/g)].map(match => Number(match[1]));
        expect(levels[0]).to.equal(1);
        for (const [index, level] of levels.entries()) {
          expect(level - (levels[index - 1] ?? 0), `heading ${index}`).to.be.at.most(1);
        }
        expect(body).to.not.match(/self-assessment:[a-z]|\{\{|undefined|NaN|\[object/);
        expect(body.match(/<caption>/g)).to.have.length(2);
      });
    }
  });
});
