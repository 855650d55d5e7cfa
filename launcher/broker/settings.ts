// The values nats.conf refers to as $NATTER_…; nats-server parses each as a piece of its configuration.
import type { Keys } from '../keys.ts';
import type { Tls } from '../tls.ts';

export interface BrokerSettings {
  readonly host: string;
  /** 0 lets nats-server choose. */
  readonly wsPort: number;
  readonly natsPort: number;
  /** Folder of JetStream's files; absolute. */
  readonly store: string;
  /** Addresses whose pages may connect, such as `http://127.0.0.1:7331`. */
  readonly origins: readonly string[];
  readonly keys: Keys;
  /** For tls.conf, which is then the configuration; not there without TLS. */
  readonly tls?: Pick<Tls, 'files' | 'fingerprint'> | undefined;
}

export type BrokerEnvironment = Readonly<Record<`NATTER_${string}`, string>>;

/** The environment for nats-server. Strings are quoted as JSON, and a list is a list (seen on 2.15.1). */
export function brokerEnvironment(settings: BrokerSettings): BrokerEnvironment {
  const { host, wsPort, natsPort, store, origins, keys, tls } = settings;
  const quoted = {
    NATTER_NATS_LISTEN: listen('127.0.0.1', natsPort),
    NATTER_WS_LISTEN: listen(host, wsPort),
    NATTER_STORE: store,
    NATTER_ORIGINS: origins,
    NATTER_LAUNCHER_NKEY: keys.launcher.id,
    NATTER_CALLOUT_NKEY: keys.callout.id,
    NATTER_SYS_NKEY: keys.sys.id,
    NATTER_CALLOUT_ISSUER: keys.issuer.id,
    ...(tls === undefined ? {} : filesOf(tls)),
  };
  return Object.fromEntries(Object.entries(quoted).map(([name, value]) => [name, JSON.stringify(value)]));
}

/** Not NATTER_TLS_CERT and NATTER_TLS_KEY: those are the flags, and hold no quotes. */
function filesOf({ files }: Pick<Tls, 'files'>): BrokerEnvironment {
  return { NATTER_TLS_CERT_FILE: files.cert, NATTER_TLS_KEY_FILE: files.key };
}

/** To nats-server a free port is −1; 0 would mean 4222 there, and no WebSocket at all. */
function listen(host: string, port: number): string {
  const address = host.includes(':') ? `[${host}]` : host;
  return `${address}:${port === 0 ? -1 : port}`;
}
