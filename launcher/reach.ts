// What a person must know who lets others in without TLS.
import { BlockList, isIPv6 } from 'node:net';
import type { Options } from './options.ts';

type Reach = Pick<Options, 'tls' | 'publicUrl'>;

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether only this machine reaches it. @param address an IP address. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * @param address the one page and WebSocket listen on.
 * @returns the paragraph for the terminal; empty if the page is for this machine only, or reached by https.
 */
export function plainWarning({ tls, publicUrl }: Reach, address: string): string {
  if (tls !== undefined || publicUrl?.startsWith('https:') === true || isLoopback(address)) return '';
  return [
    '  Without TLS, everything that is said travels in the clear, and so does the access code, with every login (keys',
    '  do not: only signatures travel). And browsers on other machines keep from this page what only secure ones get:',
    '  exporting the key, notifications, the clipboard, and working offline. To mend both, give --tls-cert and --tls-key,',
    '  or let a proxy with TLS stand before natter and give its --public-url https://…',
    '',
    '',
  ].join('\n');
}
