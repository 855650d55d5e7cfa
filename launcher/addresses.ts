// Who may connect from where: the page's addresses, the origins nats-server lets in, and where the tabs find it.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { hostError } from './errors.ts';
import type { Options } from './options.ts';

type Where = Pick<Options, 'host' | 'publicUrl' | 'tls'>;

/** The address of a host name: looked up once, for nats-server and Node might choose differently among several. */
export async function addressOf(host: string): Promise<string> {
  if (isIP(host) !== 0) return host;
  try {
    return (await lookup(host)).address;
  } catch (error) {
    throw hostError(host, error);
  }
}

/** `http://host:port` as a person would type it, or `https:`; every-address hosts are reached by the loopback one. */
export function pageAddress({ host, tls }: Omit<Where, 'publicUrl'>, port: number): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `${scheme(tls)}://${bracketed(name)}:${port}`;
}

/**
 * The origins of the page, for nats-server's `allowed_origins`, which takes scheme, host and port exactly and cannot be
 * changed while it runs. @param address what the host's name stands for. @param port of the page.
 */
export function originsOf({ host, publicUrl, tls }: Where, address: string, port: number): readonly string[] {
  const names = new Set(['127.0.0.1', 'localhost', '::1', ...(isEveryAddress(address) ? ownNames() : [host, address])]);
  const origins = [...names].map((name) => new URL(`${scheme(tls)}://${bracketed(name)}:${port}`).origin);
  return publicUrl === undefined ? origins : [...origins, new URL(publicUrl).origin];
}

/** Full WebSocket addresses behind a proxy, which passes `/nats` on; none where the page asks its own host. */
export function socketAddresses({ publicUrl }: Pick<Where, 'publicUrl'>): readonly string[] {
  return publicUrl === undefined ? [] : [`${publicUrl.replace(/^http/, 'ws')}/nats`];
}

function scheme(tls: Where['tls']): 'http' | 'https' {
  return tls === undefined ? 'http' : 'https';
}

function isEveryAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function ownNames(): readonly string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  // Browsers cannot open link-local addresses with a zone, so their origins never occur.
  return [hostname(), ...addresses.map(({ address }) => address).filter((address) => !address.startsWith('fe80'))];
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
