// This browser's own key: shown, or gone for good.
import { openKey } from '../transport/user-key.ts';
import type { Boot } from './boot.ts';

/** The public half of this browser's key. */
export async function ownKey({ seed }: Boot): Promise<string> {
  return (await openKey(seed)).id;
}

/** Forgets the key and everything else of the person, in all tabs of this browser. */
export async function forgetKey({ memory }: Boot): Promise<void> {
  await memory.forget();
}
