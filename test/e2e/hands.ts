import type { Frame } from 'playwright-core';

const TABS_AT_MOST = 150;

/** One person's way of doing a step, counted. */
export interface Hands {
  steps(): number;
  press(frame: Frame, selector: string): Promise<void>;
  write(frame: Frame, selector: string, text: string): Promise<void>;
}

export function byMouse(): Hands {
  let steps = 0;
  return {
    steps: () => steps,
    async press(frame, selector) {
      steps += 1;
      await frame.locator(selector).first().click();
    },
    async write(frame, selector, text) {
      steps += 1;
      await frame.locator(selector).fill(text);
    },
  };
}

async function tabTo(frame: Frame, selector: string): Promise<void> {
  for (let i = 0; i < TABS_AT_MOST; i += 1) {
    const isThere = await frame.evaluate<boolean>(
      `document.hasFocus() && !!document.activeElement?.matches(${JSON.stringify(selector)})`,
    );
    if (isThere) return;
    await frame.page().keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${selector} at ${frame.url()}`);
}

/** In a group of radio buttons the keyboard reaches the chosen one, from where the arrows lead to the others. */
async function chooseRadio(frame: Frame, selector: string): Promise<void> {
  const name = (await frame.locator(selector).first().getAttribute('name')) ?? '';
  const chosen = `input[name="${name}"]:checked`;
  const isAny = (await frame.locator(chosen).count()) > 0;
  await tabTo(frame, isAny ? chosen : selector);
  if (!isAny) return frame.page().keyboard.press('Space');
  const most = await frame.locator(`input[name="${name}"]`).count();
  for (let i = 0; i < most && !(await frame.locator(selector).first().isChecked()); i += 1)
    await frame.page().keyboard.press('ArrowDown');
}

export function byKeyboard(): Hands {
  let steps = 0;
  return {
    steps: () => steps,
    async press(frame, selector) {
      steps += 1;
      const type = await frame.locator(selector).first().getAttribute('type');
      if (type === 'radio') return chooseRadio(frame, selector);
      await tabTo(frame, selector);
      await frame.page().keyboard.press(type === 'checkbox' ? 'Space' : 'Enter');
    },
    async write(frame, selector, text) {
      steps += 1;
      await tabTo(frame, selector);
      await frame.page().keyboard.type(text);
    },
  };
}
