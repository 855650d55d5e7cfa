// The tab's one connection to the broker: opened, kept, and told to the session as links that come and go.
import { connect, DebugEvents, ErrorCode, Events, NatsError, nkeyAuthenticator, tokenAuthenticator } from 'nats.ws';
import type { Authenticator, ConnectionOptions, NatsConnection } from 'nats.ws';
import type { LoginRefusal } from '../protocol/login.ts';
import { inboxPrefix } from '../protocol/subjects.ts';
import { backoff, pause } from './backoff.ts';
import type { EarlySocket } from './early-socket.ts';
import { whileLinked } from './link.ts';
import type { Link } from './link.ts';

export interface ServerInfo {
  readonly name: string;
  readonly version: string;
}

export type ConnectionEvent =
  | { readonly type: 'connected'; readonly link: Link; readonly server: ServerInfo }
  /** The link is lost, or could not be made; the next attempt comes by itself. */
  | { readonly type: 'disconnected' }
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
  /** Asked when the broker let nobody in, for it does not say why. `undefined`: there is no reason; it is tried again. */
  readonly whyRefused: () => Promise<LoginRefusal | undefined>;
  /** A socket that was opened already, for the first attempt. */
  readonly early?: EarlySocket | undefined;
}

const bytes = new TextEncoder();
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
  #socket: WebSocket | undefined;
  #link: (Link & { readonly end: AbortController }) | undefined;
  #failures = 0;

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
    const nc = await this.#firstConnect(signal);
    if (nc === undefined) return;
    if (signal.aborted) return nc.close();
    signal.addEventListener('abort', () => void nc.close(), { once: true });
    this.#linked(nc);
    void this.#follow(nc);
    await nc.closed();
    this.#unlinked();
  }

  /** Never resolves: nats.ws leaves the statuses of a closed connection open (seen in 1.30.3). */
  async #follow(nc: NatsConnection): Promise<void> {
    for await (const status of nc.status()) {
      if (status.type === Events.Disconnect) this.#unlinked();
      if (status.type === Events.Reconnect) this.#linked(nc);
      if (status.type === DebugEvents.Reconnecting) this.#failures += 1;
      if (status.type === DebugEvents.StaleConnection) this.#dropSocket();
      if (status.type === Events.Error && NOT_LET_IN.has(status.data) && (await this.#isRefused())) void nc.close();
    }
  }

  /** Whether the login failed for good; then that is reported. */
  async #isRefused(): Promise<boolean> {
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

  /**
   * Finds out at once whether the link still lives, as after sleep: a socket's own state does not tell. A dead one is
   * dropped and made anew.
   */
  async probe(): Promise<void> {
    const link = this.#link;
    if (link === undefined) return;
    const timer = setTimeout(() => this.#dropSocket(), PROBE_PATIENCE_MS);
    try {
      await whileLinked(link, link.nc.flush());
    } catch {
      // The link was lost meanwhile; its loss is reported and mended where every loss is.
    } finally {
      clearTimeout(timer);
    }
  }

  async #firstConnect(signal: AbortSignal): Promise<NatsConnection | undefined> {
    while (!signal.aborted) {
      try {
        return await connect(this.#options());
      } catch (error) {
        const notLetIn = error instanceof NatsError && NOT_LET_IN.has(error.code);
        if (notLetIn && !signal.aborted && (await this.#isRefused())) return undefined;
        this.#report({ type: 'disconnected' });
        await pause(backoff(this.#failures, Math.random), signal);
        this.#failures += 1;
      }
    }
    return undefined;
  }

  #options(): ConnectionOptions {
    const { servers, handle, seed, code } = this.#settings;
    const options = {
      servers: [...servers],
      name: handle,
      authenticator: authenticators(seed, code),
      ignoreAuthErrorAbort: true, // whether a refusal is for good, `whyRefused` knows
      inboxPrefix: inboxPrefix(handle),
      timeout: CONNECT_PATIENCE_MS,
      maxReconnectAttempts: -1,
      reconnectDelayHandler: () => backoff(this.#failures, Math.random),
      pingInterval: PING_INTERVAL_MS,
      maxPingOut: 1,
      ignoreClusterUpdates: true, // gossiped addresses lose path and scheme behind a proxy
      noAsyncTraces: true,
      // Not in nats.ws's types. The socket is kept so that a dead one can be dropped, see below.
      wsFactory: (url: string) => {
        this.#socket = this.#settings.early?.take(url) ?? new WebSocket(url);
        return Promise.resolve({ socket: this.#socket, encrypted: url.startsWith('wss:') });
      },
    };
    return options;
  }

  /** nats.ws waits for a socket's unsent bytes before it lets go of it, for minutes if the network swallows them. */
  #dropSocket(): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    socket.dispatchEvent(Object.assign(new Event('close'), { wasClean: false, reason: 'the link is dead' }));
    socket.close();
  }

  #linked(nc: NatsConnection): void {
    this.#failures = 0;
    const end = new AbortController();
    this.#link = { nc, handle: this.#settings.handle, lost: end.signal, end };
    const server = { name: nc.info?.server_name ?? 'nats-server', version: nc.info?.version ?? '' };
    this.#report({ type: 'connected', link: this.#link, server });
  }

  #unlinked(): void {
    if (this.#link === undefined) return;
    this.#link.end.abort();
    this.#link = undefined;
    this.#report({ type: 'disconnected' });
  }
}

/** The seed signs the broker's nonce; the code travels as a token. */
function authenticators(seed: string, code: string): Authenticator[] {
  const signature = nkeyAuthenticator(bytes.encode(seed));
  return code === '' ? [signature] : [signature, tokenAuthenticator(code)];
}
