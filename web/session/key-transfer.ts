// A person's key on its way: out of this browser sealed, or into this browser.
import type { Identity } from '../domain/identity.ts';
import { DEFAULT_PREFERENCES } from '../domain/preferences.ts';
import { seal, unseal } from '../storage/sealed-key.ts';
import type { Boot } from './boot.ts';

export { PASSPHRASE_MIN_LENGTH, SealError, sealProblem } from '../storage/sealed-key.ts';

/** @returns text that brings `me` and the key to another device. @throws SealError with a sentence for the person. */
export function exportKey({ seed }: Boot, me: Identity, passphrase: string): Promise<string> {
  return seal({ identity: me, seed }, passphrase);
}

/**
 * Makes this browser the one of the person in `sealed`, in all its tabs.
 * @returns what is known now. @throws SealError with a sentence for the person.
 */
export async function importKey(boot: Boot, sealed: string, passphrase: string): Promise<Boot> {
  const { identity, seed } = await unseal(sealed, passphrase);
  const { memory } = boot;
  await memory.keepPerson(identity, seed);
  return { ...boot, identity, seed, preferences: DEFAULT_PREFERENCES, early: undefined };
}
