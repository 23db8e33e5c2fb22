import { chromium } from 'playwright-core';
import { decodeJwt, type JWK } from 'jose';
import { signJwt } from '../../../src/demo-lms/keys.ts';
import { startDemoLms } from '../../support/lms.ts';
import { startFakeTool } from './fake-tool.ts';
import { newToken } from '../../../src/kit/ids.ts';
import { createLog } from '../../../src/kit/log.ts';

const C = 'https://purl.imsglobal.org/spec/lti/claim';
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim';
const OUT = '/tmp/lmsshots';
const [lms, tool] = await Promise.all([startDemoLms({ log: createLog('warn') }), startFakeTool()]);
tool.pageOf = form => {
  const claims = decodeJwt(form.id_token ?? '') as Record<string, any>;
  if (claims[`${C}/message_type`] !== 'LtiDeepLinkingRequest')
    return `<p>Hello ${claims.name} ${String(claims[`${C}/roles`])} <a href="${claims[`${C}/launch_presentation`].return_url}">back</a></p>`;
  const iat = Math.floor(Date.now() / 1000);
  const jwt = signJwt({ iss: claims.aud, aud: claims.iss, iat, exp: iat + 60, nonce: newToken(8), [`${C}/deployment_id`]: claims[`${C}/deployment_id`],
    [`${C}/message_type`]: 'LtiDeepLinkingResponse', [`${C}/version`]: '1.3.0',
    [`${DL}/content_items`]: [
      { type: 'ltiResourceLink', title: 'Osaamisen itsearviointi', text: 'Kolme osaa, noin 15 minuuttia', custom: { activity: 'x' }, lineItem: { scoreMaximum: 5 } },
      { type: 'ltiResourceLink', title: 'Rakenteellisen sosiaalityön verkkokurssi ja sen lähipäivät', custom: { activity: 'y' }, lineItem: { scoreMaximum: 100 } },
      { type: 'ltiResourceLink', title: 'Lukemista', custom: { activity: 'z' } }] }, tool.keys[0] as JWK);
  return `<form method=post action="${claims[`${DL}/deep_linking_settings`].deep_link_return_url}"><input type=hidden name=JWT value="${jwt}"><button>Send</button></form>`;
};
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 1000 }, locale: 'fi-FI' });
page.on('console', m => console.log('console:', m.text()));
page.on('pageerror', e => console.log('pageerror', e));
const shot = async (name: string) => {
  for (const [w, h] of [[1280, 1000], [360, 740]] as const) {
    await page.setViewportSize({ width: w, height: h });
    await page.screenshot({ path: `${OUT}/${name}-${w}.png`, fullPage: true });
    const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    if (over as number > 0) console.log('OVERFLOW', name, w, over);
  }
  await page.setViewportSize({ width: 1280, height: 1000 });
};
const home = lms.issuer + '/';
await page.goto(home); await shot('1-empty');
await page.getByRole('button', { name: /Anni/ }).click();
await page.getByRole('link', { name: 'Työkalut' }).click(); await shot('2-tools-empty');
await page.getByLabel('Rekisteröintilinkki').fill(`${tool.url}/register?once=1`);
await page.getByRole('button', { name: 'Aloita' }).click();
await page.waitForURL('**/tools'); await page.getByText('Fake tool').waitFor(); await shot('3-tools-pending');
await page.getByRole('button', { name: 'Ota käyttöön' }).click(); await shot('4-tools-active');
await page.getByRole('button', { name: /Tiina/ }).click(); 
console.log(page.url());
await page.getByRole('link', { name: 'Lisää aktiviteetti' }).click();
await page.frameLocator('#tool-frame').getByRole('button', { name: 'Send' }).waitFor(); await shot('5-choose');
await page.frameLocator('#tool-frame').getByRole('button', { name: 'Send' }).click();
await page.getByRole('link', { name: 'Osaamisen itsearviointi' }).waitFor(); await shot('6-course');
console.log(page.url());
await page.getByRole('button', { name: 'Katso opiskelijan' }).click(); await shot('7-as-student');
await page.getByRole('button', { name: 'Palaa' }).click();
await page.getByRole('button', { name: /Onni/ }).click();
await page.getByRole('link', { name: 'Osaamisen itsearviointi' }).click();
await page.frameLocator('#tool-frame').getByText('Hello Onni').waitFor(); await shot('8-activity');
console.log('iframe', await page.evaluate('JSON.stringify(document.querySelector("#tool-frame").getBoundingClientRect())'));
await page.frameLocator('#tool-frame').getByRole('link', { name: 'back' }).click();
await page.waitForURL('**/courses/*');
const links = lms.state.links;
lms.overrideGrade(links[0]!.id, lms.student, 3.5);
lms.state.grades[0]!.feedback = 'Itsearviointi on tehty. Kiitos vastauksista, ja muista palata niihin kurssin lopussa.';
await page.getByRole('link', { name: 'Arviointikirja' }).click(); await shot('9-own-grades');
await page.getByRole('button', { name: /Tiina/ }).click(); await shot('10-gradebook');
await page.goto(`${lms.issuer}/courses/${lms.course().id}`);
await page.getByRole('button', { name: 'Kopioi' }).click(); await shot('11-copy');
await page.getByRole('link', { name: 'Kurssit' }).first().click(); await shot('12-courses');
await page.getByRole('button', { name: 'På svenska' }).click(); await shot('13-courses-sv');
await page.goto(`${lms.issuer}/tools`); await shot('14-forbidden');
for (let n = 0; n < 6; n += 1) lms.addPerson({ givenName: 'Maximilian-Alexander', familyName: `Pitkäsukuniminen-Järvenpääläinen ${n}`, role: 'student' });
await page.goto(home); await shot('15-many');
await page.emulateMedia({ colorScheme: 'dark' }); await shot('16-dark');
const AxeBuilder = (await import('@axe-core/playwright')).default;
for (const path of ['/', '/courses', `/courses/${lms.course().id}/grades`, `/links/${links[0]!.id}`]) {
  for (const colorScheme of ['light', 'dark'] as const) {
  await page.emulateMedia({ colorScheme });
  await page.goto(lms.issuer + path);
  const result = await new AxeBuilder({ page } as any).exclude('#tool-frame').analyze();
  console.log(path, colorScheme, result.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 120)).join(' | ')}`));
  }
}
await browser.close(); await lms.close(); await tool.close();
