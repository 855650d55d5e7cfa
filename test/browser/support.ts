// What the tests of elements share: the page's own look, ways into a shadow root, and the check for accessibility.
import { emulateMedia } from '@web/test-runner-commands';
import { fixture, nextFrame } from '@open-wc/testing-helpers';
import type { TemplateResult } from 'lit';
import 'axe-core';
import type axe from 'axe-core';
import tokens from '../../web/ui/tokens.css?inline';
import page from '../../web/ui/page.css?inline';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/** Renders `template` as the page would: with its tokens, without its fixed height. */
export async function show<Shown extends Element>(template: TemplateResult): Promise<Shown> {
  if (document.querySelector('#look') === null) {
    const look = document.createElement('style');
    look.id = 'look';
    look.textContent = `${tokens}\n${page}`;
    document.head.append(look);
  }
  return fixture<Shown>(template);
}

/** What kind of element is looked for. */
type Kind<Found> = new () => Found;

/** The first element in the shadow root of `host` that `selector` matches. @throws Error if there is none of that kind. */
export function inside(host: Element, selector: string): HTMLElement;
export function inside<Found extends HTMLElement>(host: Element, selector: string, kind: Kind<Found>): Found;
export function inside(host: Element, selector: string, kind: Kind<HTMLElement> = HTMLElement): HTMLElement {
  const found = host.shadowRoot?.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`<${host.localName}> has no ${selector}`);
}

/** All elements in the shadow root of `host` that `selector` matches. */
export function allInside(host: Element, selector: string): readonly HTMLElement[];
export function allInside<Found extends HTMLElement>(
  host: Element,
  selector: string,
  kind: Kind<Found>,
): readonly Found[];
export function allInside(
  host: Element,
  selector: string,
  kind: Kind<HTMLElement> = HTMLElement,
): readonly HTMLElement[] {
  return [...(host.shadowRoot?.querySelectorAll(selector) ?? [])].filter((found) => found instanceof kind);
}

/** Whether the cursor is in `field`. Elements are compared here, for Chai would print the whole page where they differ. */
export function hasFocus(host: Element, field: Element): boolean {
  return host.shadowRoot?.activeElement === field;
}

/** The text of an element as a reader gets it: without what only the source code breaks into lines. */
export function textOf(element: Element): string {
  return (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** The button in the shadow root of `host` that is called `name`. @throws Error if there is none. */
export function buttonOf(host: Element, name: string): HTMLButtonElement {
  const found = allInside(host, 'button', HTMLButtonElement).find(
    (button) => (button.getAttribute('aria-label') ?? textOf(button)) === name,
  );
  if (found === undefined) throw new Error(`<${host.localName}> has no button “${name}”`);
  return found;
}

/** Puts `text` into a field as if typed at once. */
export function enter(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

let endOfTest = new AbortController();
afterEach(() => {
  endOfTest.abort();
  endOfTest = new AbortController();
});

/** Collects, until the test ends, the events of `type` that get out of every shadow root, as they do to <chat-app>. */
export function heard<Type extends keyof HTMLElementEventMap>(type: Type): readonly HTMLElementEventMap[Type][] {
  const events: HTMLElementEventMap[Type][] = [];
  document.body.addEventListener(type, (event) => events.push(event), { signal: endOfTest.signal });
  return events;
}

/** Waits, frame by frame, until `condition` holds. @param what names it in the error. @param limit in milliseconds. */
export async function until(what: string, condition: () => boolean, limit = 5000): Promise<void> {
  for (const deadline = performance.now() + limit; !condition(); await nextFrame()) {
    if (performance.now() > deadline) throw new Error(`Waited ${limit} ms in vain for: ${what}`);
  }
}

/** While `during` runs, the page is one that came over plain HTTP from another machine, as far as it can tell. */
export async function overPlainHttp(during: () => Promise<void>): Promise<void> {
  const real = Object.getOwnPropertyDescriptor(globalThis, 'isSecureContext');
  if (real === undefined) throw new Error('The browser does not say whether the context is secure.');
  Object.defineProperty(globalThis, 'isSecureContext', { value: false, configurable: true });
  try {
    await during();
  } finally {
    Object.defineProperty(globalThis, 'isSecureContext', real);
  }
}

/**
 * What axe-core finds wrong with `element` by WCAG 2.2 AA, in light and dark, and with its colours by AAA in high contrast; each
 * finding one line.
 */
export async function accessibilityProblems(element: Element): Promise<readonly string[]> {
  const light = await problemsIn('light', element);
  const dark = await problemsIn('dark', element);
  document.documentElement.dataset['theme'] = 'contrast'; // which changes nothing but colours
  const darkContrast = await problemsIn('dark', element, ENHANCED);
  const lightContrast = await problemsIn('light', element, ENHANCED);
  delete document.documentElement.dataset['theme'];
  await look('light');
  await emulateMedia({});
  return [light, dark, lightContrast, darkContrast].flat();
}

const ALL: axe.RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { region: { enabled: false } },
};
const ENHANCED: axe.RunOptions = { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } };

/** Without motion, so that no colour is measured half-way to another. */
async function look(colorScheme: 'light' | 'dark'): Promise<void> {
  await emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await nextFrame();
}

async function problemsIn(colorScheme: 'light' | 'dark', element: Element, options = ALL): Promise<readonly string[]> {
  await look(colorScheme);
  const { violations } = await window.axe.run(element, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${colorScheme}, ${id}: ${node.html} – ${node.failureSummary ?? ''}`),
  );
}
