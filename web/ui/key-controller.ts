// What happens to the person's key on the page: shown, carried to another device, brought from one, forgotten.
import type { ReactiveControllerHost } from 'lit';
import type { Identity } from '../domain/identity.ts';
import { keyHash } from '../domain/route.ts';
import type { Boot } from '../session/boot.ts';
import type * as Transfer from '../session/key-transfer.ts';
import { forgetKey, ownKey } from '../session/own-key.ts';

/** What became of a key that is to go to another device. */
export type Export =
  | { readonly type: 'none' }
  | { readonly type: 'busy' }
  /** `address` opens the page on the other device and brings the key along. */
  | { readonly type: 'sealed'; readonly address: string }
  | { readonly type: 'failed'; readonly problem: string };

/** What becomes of a key from another device. */
export type Import =
  | { readonly type: 'none' }
  | { readonly type: 'busy' }
  | { readonly type: 'failed'; readonly problem: string };

export class KeyController {
  readonly #host: ReactiveControllerHost;
  #exported: Export = { type: 'none' };
  #imported: Import = { type: 'none' };
  /** The public key of a seed, which takes some milliseconds to find out. */
  #known: { readonly seed: string; readonly key: string } | undefined;
  #finding: { readonly seed: string; readonly key: Promise<string | undefined> } | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  get exported(): Export {
    return this.#exported;
  }

  get imported(): Import {
    return this.#imported;
  }

  /** The public key, `U…`; '' until it is known, a moment later. */
  of(boot: Boot): string {
    if (this.#known?.seed === boot.seed) return this.#known.key;
    void this.find(boot);
    return '';
  }

  /** The public key, `U…`; `undefined` while what makes one in this browser cannot be loaded. The next call tries again. */
  find(boot: Boot): Promise<string | undefined> {
    if (this.#finding?.seed !== boot.seed) this.#finding = { seed: boot.seed, key: this.#find(boot) };
    return this.#finding.key;
  }

  /** Seals the key for another device. */
  async export(boot: Boot, me: Identity, passphrase: string): Promise<void> {
    this.#exportIs({ type: 'busy' });
    const { exportKey, SealError } = await loadTransfer();
    try {
      const sealed = await exportKey(boot, me, passphrase);
      this.#exportIs({ type: 'sealed', address: `${location.origin}${location.pathname}${keyHash(sealed)}` });
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      this.#exportIs({ type: 'failed', problem: error.message });
    }
  }

  /** The dialog was closed: what it showed is a secret, nearly. */
  clear(): void {
    this.#exportIs({ type: 'none' });
  }

  /** @returns what is known with the key from another device; `undefined` if it could not be opened. */
  async import(boot: Boot, sealed: string, passphrase: string): Promise<Boot | undefined> {
    this.#importIs({ type: 'busy' });
    const { importKey, SealError } = await loadTransfer();
    try {
      const known = await importKey(boot, sealed, passphrase);
      this.#importIs({ type: 'none' });
      return known;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      this.#importIs({ type: 'failed', problem: error.message });
      return undefined;
    }
  }

  /** Forgets who the person is, and begins from the start. */
  async forget(boot: Boot): Promise<void> {
    await forgetKey(boot);
    location.replace(location.pathname); // without `?as=`, which would want its handle back
  }

  async #find(boot: Boot): Promise<string | undefined> {
    try {
      const key = await ownKey(boot);
      this.#known = { seed: boot.seed, key };
      this.#host.requestUpdate();
      return key;
    } catch (error) {
      this.#finding = undefined;
      if (!(error instanceof TypeError)) throw error; // it is what a module that cannot be fetched fails with
      return undefined;
    }
  }

  #exportIs(exported: Export): void {
    this.#exported = exported;
    this.#host.requestUpdate();
  }

  #importIs(imported: Import): void {
    this.#imported = imported;
    this.#host.requestUpdate();
  }
}

/** Nobody needs it to chat. */
const loadTransfer = (): Promise<typeof Transfer> => import('../session/key-transfer.ts');
