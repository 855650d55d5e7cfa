// <user-avatar> in a real Chromium.
import { fixture, html } from '@open-wc/testing-helpers';
import { expect } from 'chai';
import type { UserAvatar } from '../../web/ui/user-avatar.ts';
import '../../web/ui/user-avatar.ts';

it('shows the emoji of a person', async () => {
  const avatar = await fixture<UserAvatar>(html`<user-avatar .handle=${'swift-otter'} .emoji=${'🦦'}></user-avatar>`);
  expect(avatar.shadowRoot?.textContent?.trim()).to.equal('🦦');
});

it('shows the first letter of a handle that has no emoji', async () => {
  const avatar = await fixture<UserAvatar>(html`<user-avatar .handle=${'swift-otter'}></user-avatar>`);
  expect(avatar.shadowRoot?.textContent?.trim()).to.equal('S');
});
