import type { Page } from 'playwright-core';

/** What the focus is on, as assistive technology would name it. */
const focusedName = (): string => {
  const element = document.activeElement;
  if (element === null || element === document.body) return '';
  const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
  const text = labels.length > 0 ? labels.map((label) => label.textContent).join(' ') : element.textContent;
  return (element.getAttribute('aria-label') ?? text).trim().replace(/\s+/g, ' ');
};

/** Goes through a page as somebody does who has no mouse. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Tabs to what is named so. It fails where the focus comes round without having met it. */
  async focus(name: string): Promise<void> {
    const met: string[] = [];
    for (let steps = 0; steps < 40; steps++) {
      await this.page.keyboard.press('Tab');
      const focused = await this.page.evaluate(focusedName);
      if (focused === name) return;
      met.push(focused);
    }
    throw new Error(
      `The Tab key never reaches "${name}" on ${this.page.url()}. It reaches: ${[...new Set(met)].join(' | ')}`,
    );
  }

  /** Replaces what a field holds. */
  async fill(label: string, text: string): Promise<void> {
    await this.focus(label);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /** Presses what the focus is on, and waits for the page that follows. */
  async follow(name: string): Promise<void> {
    await this.focus(name);
    const before = await this.page.evaluate(() => performance.timeOrigin);
    await this.page.keyboard.press('Enter');
    await this.page
      .waitForFunction(
        (origin) => performance.timeOrigin !== origin && document.readyState === 'complete',
        before,
        // Frames are drawn where a window is in front; time goes by in any.
        { polling: 20 },
      )
      .catch((cause: unknown) => {
        throw new Error(`No page followed when "${name}" was pressed on ${this.page.url()}.`, { cause });
      });
  }

  /** Presses a button that changes the page it is on. */
  async press(name: string): Promise<void> {
    await this.focus(name);
    await this.page.keyboard.press('Enter');
  }
}
