// A person as text, to be carried to another device: identity and key, sealed with a passphrase.
import { objectAt, own, parseJson, patternAt, ProtocolError } from '../protocol/check.ts';
import { personaAt } from '../protocol/content.ts';
import { USER_SEED } from '../protocol/login.ts';
import { handleProblem } from '../protocol/subjects.ts';
import type { Identity } from '../domain/identity.ts';

/** Who somebody is, and the secret that proves it. */
export interface Person {
  readonly identity: Identity;
  /** `SU…`. */
  readonly seed: string;
}

/** It could not be sealed or opened; the message is a sentence for the person. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/** Fewest characters of a passphrase. */
export const PASSPHRASE_MIN_LENGTH = 8;

/** What the text begins with: its version, so that it can be told from any other text. */
const MARK = 'natter1.';
/** Such a text, also inside the address that brings it to another device. */
const SEALED = /natter1\.([\w-]+)/;
/** PBKDF2 with HMAC-SHA-256; source: OWASP Password Storage Cheat Sheet, 2023. */
const ROUNDS = 600_000;
const SALT_BYTES = 16;
/** Of AES-GCM; source: NIST SP 800-38D, section 8.2. */
const NONCE_BYTES = 12;

const bytes = new TextEncoder();
const utf8 = new TextDecoder();

/** Why nothing can be sealed or opened here, as a sentence; `undefined` if it can. */
export function sealProblem(): string | undefined {
  if (isSecureContext) return undefined;
  return 'This page came over plain HTTP from another machine, where the browser offers no encryption. Open it over HTTPS, or on the machine natter runs on.';
}

/** @returns one line of printable ASCII, about 300 characters. @throws SealError without a secure context or with a short passphrase. */
export async function seal({ identity, seed }: Person, passphrase: string): Promise<string> {
  refuseInsecure();
  if (passphrase.length < PASSPHRASE_MIN_LENGTH) {
    throw new SealError(`A passphrase has at least ${PASSPHRASE_MIN_LENGTH} characters.`);
  }
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const key = await deriveKey(passphrase, salt);
  const plain = bytes.encode(JSON.stringify({ ...identity, seed }));
  const sealed = await crypto.subtle.encrypt(algorithm(nonce), key, plain);
  return MARK + toBase64url([...salt, ...nonce, ...new Uint8Array(sealed)]);
}

/** @throws SealError if it is no such text, the passphrase is another, or the page is in no secure context. */
export async function unseal(text: string, passphrase: string): Promise<Person> {
  refuseInsecure();
  const sealed = SEALED.exec(text)?.[1];
  const data = sealed === undefined ? undefined : fromBase64url(sealed);
  if (data === undefined || data.length <= SALT_BYTES + NONCE_BYTES) {
    throw new SealError('This is no key of natter’s. It begins with “natter1.”.');
  }
  const key = await deriveKey(passphrase, data.slice(0, SALT_BYTES));
  const nonce = data.slice(SALT_BYTES, SALT_BYTES + NONCE_BYTES);
  try {
    const plain = await crypto.subtle.decrypt(algorithm(nonce), key, data.slice(SALT_BYTES + NONCE_BYTES));
    return personAt(parseJson(utf8.decode(plain)));
  } catch (error) {
    throw new SealError('The passphrase is another one, or a part of the text is missing.', { cause: error });
  }
}

function refuseInsecure(): void {
  const problem = sealProblem();
  if (problem !== undefined) throw new SealError(problem);
}

function algorithm(iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: bytes.encode(MARK) };
}

async function deriveKey(passphrase: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  // The same letters, however a keyboard composes them.
  const typed = bytes.encode(passphrase.normalize('NFKC'));
  const material = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

function personAt(value: unknown): Person {
  const person = objectAt('person', value);
  const handle = own(person, 'handle');
  if (typeof handle !== 'string' || handleProblem(handle) !== undefined) throw new ProtocolError('handle', 'a handle');
  const seed = patternAt('seed', own(person, 'seed'), USER_SEED, 'the seed of a user’s nkey');
  return { identity: { handle, ...personaAt('person', person) }, seed };
}

/** RFC 4648, section 5, without padding. */
function toBase64url(data: readonly number[]): string {
  return btoa(String.fromCharCode(...data))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** @returns `undefined` for what has no whole number of bytes. */
function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
  } catch {
    return undefined;
  }
}
