// The tab's one connection to the broker: opened, kept, and told to the session as links that come and go.
import { connect, DebugEvents, ErrorCode, NatsError, tokenAuthenticator } from 'nats.ws';
import type { ConnectionOptions, NatsConnection } from 'nats.ws';
import type { LoginRefusal } from '../protocol/login.ts';
import { inboxPrefix } from '../protocol/subjects.ts';
import { backoff, pause } from './backoff.ts';
import { EarlySocket } from './early-socket.ts';
import { whileLinked } from './link.ts';
import type { Link } from './link.ts';
import { openKey } from './user-key.ts';
import type { UserKey } from './user-key.ts';

export interface ServerInfo {
  readonly name: string;
  readonly version: string;
}

export type ConnectionEvent =
  | { readonly type: 'connected'; readonly link: Link; readonly server: ServerInfo }
  /** The link is lost, or could not be made; the next attempt comes by itself, `retryAt` milliseconds since 1970. */
  | { readonly type: 'disconnected'; readonly retryAt: number }
  /** The broker does not let this person in; there is no further attempt. */
  | { readonly type: 'refused'; readonly refusal: LoginRefusal };

export interface ConnectionSettings {
  /** WebSocket addresses of the installation's servers, such as `ws://127.0.0.1:7332`. */
  readonly servers: readonly string[];
  readonly handle: string;
  /** The person's secret, `SU…`: signs what the broker asks to be signed. */
  readonly seed: string;
  /** The installation's access code; empty if it has none. */
  readonly code: string;
  /** Asked when the broker did not let the person in, for it does not say why; never rejects. `undefined`: there is no reason; it is tried again. */
  readonly whyRefused: () => Promise<LoginRefusal | undefined>;
  /** A socket that was opened already, for the first attempt. */
  readonly early?: EarlySocket | undefined;
}

/** Of one attempt. nats.ws does not notice when a connection breaks off while it is made, and would wait for 20 seconds. */
const CONNECT_PATIENCE_MS = 5000;
const PING_INTERVAL_MS = 20_000;
const PROBE_PATIENCE_MS = 2000;
/** What nats.ws calls a login that the broker did not accept: refused, or not answered in time by who decides it. */
const NOT_LET_IN: ReadonlySet<unknown> = new Set([
  ErrorCode.AccountExpired,
  ErrorCode.AuthorizationViolation,
  ErrorCode.AuthenticationExpired,
  ErrorCode.AuthenticationTimeout,
  ErrorCode.BadAuthentication,
]);

export class Connection {
  readonly #settings: ConnectionSettings;
  readonly #report: (event: ConnectionEvent) => void;
  #key: Promise<UserKey> | undefined;
  /** What the server wanted to have signed over the socket there is now. */
  #signed = { nkey: '', sig: '' };
  #socket: WebSocket | undefined;
  #link: Link | undefined;
  /** Ends the pause before the next attempt. */
  #attemptNow = new AbortController();

  /** @param report is told every change, from the first link on. */
  constructor(settings: ConnectionSettings, report: (event: ConnectionEvent) => void) {
    this.#settings = settings;
    this.#report = report;
  }

  /** The link there is now, if there is one. */
  get link(): Link | undefined {
    return this.#link;
  }

  /** Connects and stays connected until `signal` aborts or the login is refused. Resolves when it is over. */
  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      const { lasted, error } = await this.#stretch(signal);
      failures = lasted ? 0 : failures + 1;
      const wait = backoff(failures, Math.random);
      const lost = { type: 'disconnected', retryAt: Date.now() + wait } as const;
      if (lasted) this.#report(lost);
      if (signal.aborted || (await this.#isRefused(error))) return;
      if (!lasted) this.#report(lost);
      this.#attemptNow = new AbortController();
      await pause(wait, AbortSignal.any([signal, this.#attemptNow.signal]));
    }
  }

  /** Finds out at once whether the link still lives, or makes the next attempt at once: the tab slept, or the person asks. */
  async wake(): Promise<void> {
    if (this.#link === undefined) this.#attemptNow.abort();
    else await this.#probe(this.#link);
  }

  /**
   * One connection, from the attempt to its end. A new one for every stretch: nats.ws could make it anew itself, but would
   * neither say when nor let itself be hurried. @returns whether there was a link, and why it ended.
   */
  async #stretch(signal: AbortSignal): Promise<{ readonly lasted: boolean; readonly error: unknown }> {
    let nc: NatsConnection;
    try {
      nc = await connect(this.#options());
    } catch (error) {
      // nats.ws leaves it open. As long as one waits for its server, browsers hold back the next one to the same address
      // (RFC 6455, 4.1), Chromium for four minutes.
      this.#socket?.close();
      return { lasted: false, error };
    }
    if (signal.aborted) {
      await nc.close();
      return { lasted: false, error: undefined };
    }
    const over = new AbortController();
    signal.addEventListener('abort', () => void nc.close(), { signal: over.signal });
    this.#link = { nc, handle: this.#settings.handle, lost: over.signal };
    const server = { name: nc.info?.server_name ?? 'nats-server', version: nc.info?.version ?? '' };
    this.#report({ type: 'connected', link: this.#link, server });
    void this.#watch(nc);
    const error = await nc.closed();
    this.#link = undefined;
    over.abort();
    return { lasted: true, error };
  }

  /** Never resolves: nats.ws leaves the statuses of a closed connection open (seen in 1.30.3). */
  async #watch(nc: NatsConnection): Promise<void> {
    for await (const { type } of nc.status()) if (type === DebugEvents.StaleConnection) this.#dropSocket();
  }

  /** Whether it ended because the login is refused for good; then that is reported. */
  async #isRefused(error: unknown): Promise<boolean> {
    if (!(error instanceof NatsError) || !NOT_LET_IN.has(error.code)) return false;
    const refusal = await this.#settings.whyRefused();
    if (refusal !== undefined) this.#report({ type: 'refused', refusal });
    return refusal !== undefined;
  }

  /**
   * How long a message to the broker and back takes, in milliseconds: the shortest of three, for a busy page looks at an
   * answer late. `undefined` without a link. @throws UnansweredError if the link is lost meanwhile.
   */
  async roundTrip(): Promise<number | undefined> {
    const link = this.#link;
    if (link === undefined) return undefined;
    let shortest = Infinity;
    for (let probe = 0; probe < 3; probe += 1) {
      const start = performance.now();
      await whileLinked(link, link.nc.flush());
      shortest = Math.min(shortest, performance.now() - start);
    }
    return shortest;
  }

  /** A socket's own state does not tell whether it is dead. A dead one is dropped, and a new one made. */
  async #probe(link: Link): Promise<void> {
    const timer = setTimeout(() => this.#dropSocket(), PROBE_PATIENCE_MS);
    try {
      await whileLinked(link, link.nc.flush());
    } catch {
      // The link was lost meanwhile; its loss is reported and mended where every loss is.
    } finally {
      clearTimeout(timer);
    }
  }

  #options(): ConnectionOptions {
    const { servers, handle, code } = this.#settings;
    const options = {
      servers: [...servers],
      name: handle,
      // The code travels as a token.
      authenticator: [() => this.#signed, ...(code === '' ? [] : [tokenAuthenticator(code)])],
      inboxPrefix: inboxPrefix(handle),
      timeout: CONNECT_PATIENCE_MS,
      reconnect: false, // see #stretch
      pingInterval: PING_INTERVAL_MS,
      maxPingOut: 1,
      ignoreClusterUpdates: true, // gossiped addresses lose path and scheme behind a proxy
      noAsyncTraces: true,
      // Not in nats.ws's types. The socket is kept so that a dead one can be dropped, see below.
      wsFactory: async (url: string) => ({ socket: await this.#open(url), encrypted: url.startsWith('wss:') }),
    };
    return options;
  }

  /** Opens a socket, and signs what the server wants to have signed before nats.ws gets it: it signs in JavaScript, slowly. */
  async #open(url: string): Promise<WebSocket> {
    const { early } = this.#settings;
    const opening = early?.fits(url) === true ? early : new EarlySocket(url);
    if (opening !== early) early?.drop();
    this.#socket = opening.socket;
    this.#key ??= this.#openKey();
    const [key, nonce] = await Promise.all([this.#key, opening.nonce()]);
    this.#signed = { nkey: key.id, sig: btoa(String.fromCodePoint(...(await key.sign(nonce)))) };
    return opening.take();
  }

  /** What this needs may have to be fetched, in vain; then the next attempt tries again. */
  async #openKey(): Promise<UserKey> {
    try {
      return await openKey(this.#settings.seed);
    } catch (error) {
      this.#key = undefined;
      throw error;
    }
  }

  /** nats.ws waits for a socket's unsent bytes before it lets go of it, for minutes if the network swallows them. */
  #dropSocket(): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    socket.dispatchEvent(Object.assign(new Event('close'), { wasClean: false, reason: 'the link is dead' }));
    socket.close();
  }
}
