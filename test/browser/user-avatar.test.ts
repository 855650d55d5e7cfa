// <user-avatar> in a real Chromium.
import { fixture, html } from '@open-wc/testing-helpers';
import { expect } from 'chai';
import { hueOf } from '../../web/domain/identity.ts';
import type { UserAvatar } from '../../web/ui/user-avatar.ts';
import '../../web/ui/user-avatar.ts';

it('shows the emoji of a person', async () => {
  const avatar = await fixture<UserAvatar>(html`<user-avatar .handle=${'swift-otter'} .emoji=${'🦦'}></user-avatar>`);
  expect(avatar.shadowRoot?.textContent?.trim()).to.equal('🦦');
});

it('has the colour its person chose, the first of the circle too, or else the one of the handle', async () => {
  const avatar = await fixture<UserAvatar>(html`<user-avatar .handle=${'swift-otter'} .hue=${0}></user-avatar>`);
  const hue = (): string => avatar.style.getPropertyValue('--hue');
  expect(hue()).to.equal('0');
  avatar.hue = 210;
  await avatar.updateComplete;
  expect(hue()).to.equal('210');
  avatar.hue = undefined;
  await avatar.updateComplete;
  expect(hue()).to.equal(String(hueOf('swift-otter')));
});

it('shows the first letter of a handle that has no emoji', async () => {
  const avatar = await fixture<UserAvatar>(html`<user-avatar .handle=${'swift-otter'}></user-avatar>`);
  expect(avatar.shadowRoot?.textContent?.trim()).to.equal('S');
});
