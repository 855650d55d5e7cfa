// The world of the attempts on the page: a launched natter, a victim's tab in a real browser, and Mallory beside them.
import { createUser } from '@nats-io/nkeys';
import type { Browser } from 'playwright-core';
import { signerOf } from '../../launcher/auth/nkey.ts';
import { launch, temporaryFolder } from '../support/launched.ts';
import type { Launched, TemporaryFolder } from '../support/launched.ts';
import { startBrowser, Tab } from '../support/people.ts';
import { RawClient } from '../support/raw-client.ts';
import { INBOX, MALLORY } from './world.ts';

/** What a script of Mallory's would call; the page tells of every call. */
export const MARK = 'scriptRan';
/** Where a script or a picture of Mallory's would be fetched from. */
export const ELSEWHERE = 'http://elsewhere.invalid';

const ROOM = 'Hostile';

export class PageWorld {
  readonly natter: Launched;
  readonly victim: Tab;
  readonly mallory: RawClient;
  /** What should not have happened in the page. */
  readonly troubles: string[] = [];
  readonly #browser: Browser;
  readonly #folder: TemporaryFolder;
  #messages = 0;

  private constructor(folder: TemporaryFolder, natter: Launched, browser: Browser, victim: Tab, mallory: RawClient) {
    this.#folder = folder;
    this.natter = natter;
    this.#browser = browser;
    this.victim = victim;
    this.mallory = mallory;
  }

  static async create(): Promise<PageWorld> {
    const browser = await startBrowser(); // first, for it may be missing, and nothing is to be left behind then
    const folder = await temporaryFolder();
    const natter = await launch(folder.path);
    const entrance = { webSocket: Number(new URL(natter.webSocket).port) };
    const mallory = await RawClient.signedIn(entrance, MALLORY, signerOf(createUser().getSeed()));
    const victim = await Tab.open(browser, `${natter.page}/?as=Victim#/room/${ROOM}`);
    const world = new PageWorld(folder, natter, browser, victim, mallory);
    await world.#watch();
    await victim.composer.waitFor();
    await mallory.request(INBOX, `chat.room.${ROOM}.mallory`, { payload: 'the first' });
    await victim.sees('the first');
    return world;
  }

  /** Opens an address in the victim's tab, which is then as it would be for somebody who followed a link. */
  async follow(path: string): Promise<void> {
    await this.victim.page.goto('about:blank');
    await this.victim.page.goto(`${this.natter.page}${path}`);
  }

  /** Back in the room, and everything that was sent there is shown. */
  async comeBack(): Promise<void> {
    await this.follow(`/?as=Victim#/room/${ROOM}`);
    await this.victim.rows.last().waitFor();
  }

  /** Stores `payload` as Mallory's next message. @returns the row that shows it. */
  async shows(payload: string): Promise<ReturnType<Tab['row']>> {
    this.#messages += 1;
    const [before, after] = [`before ${this.#messages}`, `after ${this.#messages}`];
    const subject = `chat.room.${ROOM}.mallory`;
    for (const each of [before, payload, after]) await this.mallory.request(INBOX, subject, { payload: each });
    await this.victim.sees(after);
    const rows = this.victim.rows;
    return rows.nth((await rows.count()) - 2);
  }

  /** What stands in the page that only Mallory can have brought there, and what else went wrong. */
  async look(): Promise<readonly string[]> {
    const found = await this.victim.page.evaluate(strangeElements);
    return [...this.troubles.splice(0), ...this.victim.complaints.splice(0), ...found];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.mallory[Symbol.dispose]();
    await this.#browser.close();
    await this.natter.stop();
    await this.#folder[Symbol.asyncDispose]();
  }

  /** Scripts, dialogs, new windows, requests to elsewhere, and what the Content-Security-Policy forbade. */
  async #watch(): Promise<void> {
    const { page } = this.victim;
    const trouble = (what: string): void => void this.troubles.push(what);
    await page.exposeFunction(MARK, () => trouble('a script ran'));
    await page.exposeFunction('policyForbade', (what: string) => trouble(`the policy forbade ${what}`));
    await page.addInitScript(reportViolations);
    await page.evaluate(reportViolations);
    page.on('dialog', (dialog) => {
      trouble(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.context().on('page', (other) => trouble(`a window: ${other.url()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${this.natter.page}/`)) trouble(`a request to ${request.url()}`);
    });
  }
}

/** Runs in the page. */
function reportViolations(): void {
  window.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    const report: unknown = Reflect.get(window, 'policyForbade');
    if (typeof report === 'function') report(`${violatedDirective} ${blockedURI}`);
  });
}

/** Runs in the page: elements natter never makes, handlers as attributes, and links that are more than links. */
function strangeElements(): readonly string[] {
  const strange =
    'img, iframe, object, embed, video, audio, base, form[action], math, style, link, meta, foreignObject, script';
  const found: string[] = [];
  const visit = (root: ParentNode): void => {
    for (const element of root.querySelectorAll('*')) {
      if (root !== document && element.matches(strange)) found.push(`an element: ${element.outerHTML}`);
      for (const { name } of element.attributes) if (/^on|^srcdoc$/i.test(name)) found.push(`an attribute: ${name}`);
      if (element instanceof HTMLAnchorElement && element.hasAttribute('target')) {
        const isPlain = /^https?:$/.test(element.protocol) && /\bnoopener\b/.test(element.rel);
        if (!isPlain) found.push(`a link: ${element.outerHTML}`);
      }
      if (element.shadowRoot !== null) visit(element.shadowRoot);
    }
  };
  visit(document);
  return found;
}
