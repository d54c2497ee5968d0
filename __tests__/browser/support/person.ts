import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults } from './accessibility';
import { newPerson } from './browser';
import { Keyboard } from './keyboard';
import { keepPicture } from './pictures';

/** Somebody with a browser and no mouse, in front of the example application. */
export class Person {
  readonly keyboard: Keyboard;
  /** Errors of the browser's console. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly home: string,
  ) {
    this.keyboard = new Keyboard(page);
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} ${message.location().url}`);
    });
  }

  /** @param home the page of the application */
  static async come(browser: Browser, home: string): Promise<Person> {
    return new Person(await (await newPerson(browser)).newPage(), home);
  }

  /** What the application shows of the API's answer. */
  async answerOf(press: string): Promise<string> {
    const waiting = '(waiting)';
    await this.page.locator('#answer').evaluate((element, text) => void (element.textContent = text), waiting);
    await this.keyboard.press(press);
    await this.page.waitForFunction((text) => document.getElementById('answer')?.textContent !== text, waiting, {
      polling: 20,
    });
    return (await this.page.textContent('#answer')) ?? '';
  }

  async expectSignedIn(email: string): Promise<void> {
    // Neither the code nor anything else of the sign-in stays in the address bar.
    await this.page.waitForURL(this.home);
    await this.page.waitForFunction(
      () => document.getElementById('person')?.textContent?.startsWith('Signed in'),
      null,
      {
        polling: 20,
      },
    );
    expect(await this.page.textContent('#person')).toBe(`Signed in as ${email}.`);
  }

  /** A fault that assistive technology is told of, and that belongs to a field. */
  async expectFault(field: string, text: string): Promise<void> {
    const alert = this.page.getByRole('alert');
    expect(await alert.textContent()).toContain(text);
    const described = (await this.page.getByLabel(field, { exact: true }).getAttribute('aria-describedby')) ?? '';
    expect(described.split(' ')).toContain(await alert.getAttribute('id'));
  }

  /** The page that is shown, checked; kept as a picture where it has a name. */
  async expectPage(title: string, picture?: string): Promise<void> {
    expect(await this.page.title()).toContain(title);
    expect(await this.page.locator('h1').allTextContents()).toEqual([expect.stringContaining(title)]);
    expect(await accessibilityFaults(this.page)).toEqual([]);
    if (picture !== undefined) await keepPicture(this.page.locator('main'), picture);
  }
}
