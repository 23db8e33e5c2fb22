import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Locale } from '../../src/i18n/index.ts';
import { findBarriers, takePicture } from './chromium.ts';

/** Looks at a page in a window of its own: the right language, no barrier by axe, nothing wider than it, a picture. */
export async function lookAtPage(
  page: Page,
  { locale, width, name }: { locale: Locale; width: number; name: string },
  what: string,
): Promise<void> {
  expect(await page.locator('html').getAttribute('lang'), what).to.equal(locale);
  expect(await findBarriers(page), what).to.deep.equal([]);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth'), what).to.be.at.most(width);
  await takePicture(page, `${name}-${what}`);
}
