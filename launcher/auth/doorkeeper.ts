// Decides who gets in, and under which handle. A handle belongs to the key that took it first.
import type { LoginAnswer, LoginQuestion, Refusal } from '../../web/protocol/login.ts';
import { HANDLE_MAX_LENGTH, handleProblem, isHandle } from '../../web/protocol/subjects.ts';
import { AccessCode } from './access-code.ts';
import { isSignedBy } from './nkey.ts';
import type { Claim, Registry } from './registry.ts';
import type { LoginRequest } from './request.ts';

/** What the doorkeeper says of a login. */
export interface Verdict {
  /** As it was asked for, valid or not. */
  readonly handle: string;
  readonly refusal: Refusal | undefined;
}

/** What an installation asks of those who want in. */
export interface Conditions {
  /** What newcomers must know; `undefined` lets everybody in. */
  readonly accessCode: string | undefined;
  /** All browsers come from the address of a proxy, which nats-server does not look behind (seen on 2.15.1). */
  readonly behindProxy: boolean;
}

const CLIENT_TYPES: ReadonlySet<string> = new Set(['websocket', 'nats']);
/** What a server gives to be signed has 11 bytes in base64url; less would be none. */
const SHORTEST_NONCE = 11;

export class Doorkeeper {
  readonly #registry: Registry;
  readonly #code: AccessCode;
  readonly #behindProxy: boolean;

  constructor(registry: Registry, { accessCode, behindProxy }: Conditions) {
    this.#registry = registry;
    this.#code = new AccessCode(accessCode);
    this.#behindProxy = behindProxy;
  }

  /** Judges a login; one that is let in has claimed its handle. @throws what the registry throws: then nothing is decided. */
  async admit(request: LoginRequest): Promise<Verdict> {
    const handle = request.user || request.name;
    return { handle, refusal: refusalOfClient(request, handle) ?? (await this.#admitPerson(request, handle)) };
  }

  async #admitPerson(request: LoginRequest, handle: string): Promise<Refusal | undefined> {
    const { nkey, token, clientType } = request;
    const address = this.#behindProxy && clientType === 'websocket' ? undefined : request.address;
    const claim = await this.#registry.claimOf(handle);
    const known = claim?.key === nkey;
    const now = performance.now();
    const wrongCode = known ? this.#code.refusalOfKnown(token, nkey, now) : this.#code.refusal(token, address, now);
    if (wrongCode !== undefined) return wrongCode;
    if (await this.#registry.isBanned(handle, nkey)) return 'banned';
    return refusalOfClaim(await this.#registry.claim(handle, nkey, claim), nkey);
  }

  /** What a login would be answered; claims nothing and proves nothing. @param address where the question comes from. */
  async answer({ handle, key, code }: LoginQuestion, address: string): Promise<LoginAnswer> {
    const reason = refusalOfHandle(handle) ?? (await this.#refusalOfStranger(handle, key, code, address));
    if (reason === undefined) return { type: 'welcome' };
    return { type: 'refused', reason, free: reason === 'taken' ? await this.#freeLike(handle, key) : [] };
  }

  /** Of somebody who may have read the key somewhere: it is public. */
  async #refusalOfStranger(handle: string, key: string, code: string, address: string): Promise<Refusal | undefined> {
    const wrongCode = this.#code.refusal(code, address, performance.now());
    if (wrongCode !== undefined) return wrongCode;
    if (await this.#registry.isBanned(handle, key)) return 'banned';
    return refusalOfClaim(await this.#registry.claimOf(handle), key);
  }

  async #freeLike(handle: string, key: string): Promise<readonly string[]> {
    const wishes = likes(handle).map(async (like) => ({ like, free: await this.#isFree(like, key) }));
    return (await Promise.all(wishes)).filter(({ free }) => free).map(({ like }) => like);
  }

  /** Whether nobody has `handle`, and this key could. */
  async #isFree(handle: string, key: string): Promise<boolean> {
    return (await this.#registry.claimOf(handle)) === undefined && !(await this.#registry.isBanned(handle, key));
  }
}

function refusalOfClient({ clientType, nkey, nonce, signature }: LoginRequest, handle: string): Refusal | undefined {
  if (!CLIENT_TYPES.has(clientType)) return 'client';
  const proven = nkey.startsWith('U') && isSignedBy(nkey, nonce, Buffer.from(signature, 'base64url'));
  if (nonce.length < SHORTEST_NONCE || !proven) return 'proof';
  return refusalOfHandle(handle);
}

function refusalOfHandle(handle: string): Refusal | undefined {
  if (!isHandle(handle)) return 'handle';
  return handleProblem(handle) === undefined ? undefined : 'reserved';
}

function refusalOfClaim(claim: Claim | undefined, key: string): Refusal | undefined {
  if (claim === undefined) return undefined;
  if (claim.released) return claim.key === key ? 'released' : undefined;
  return claim.key === key ? undefined : 'taken';
}

/** Handles to propose to somebody whose first choice is taken. */
function likes(handle: string): readonly string[] {
  const year = String(new Date().getFullYear() % 100);
  return ['2', '7', year].map((suffix) => `${handle.slice(0, HANDLE_MAX_LENGTH - 1 - suffix.length)}-${suffix}`);
}
