// Where the page is, and which pages nats-server lets in.
import { hostname, networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { addressOf, originsOf, pageAddress, socketAddresses } from '../../launcher/addresses.ts';

const HERE = { publicUrl: undefined, tls: undefined };
const TLS = { cert: '/cert.pem', key: '/key.pem' };

test('the page is where a person can type it, also if it listens everywhere', () => {
  const at = (host: string): string => pageAddress({ host, tls: undefined }, 7331);
  expect(at('127.0.0.1')).toBe('http://127.0.0.1:7331');
  expect(at('my-box')).toBe('http://my-box:7331');
  expect(at('0.0.0.0')).toBe('http://127.0.0.1:7331');
  expect(at('::')).toBe('http://[::1]:7331');
  expect(at('::1')).toBe('http://[::1]:7331');
});

test('with TLS, the page is at https:, and so are the origins that are let in', () => {
  expect(pageAddress({ host: '0.0.0.0', tls: TLS }, 7331)).toBe('https://127.0.0.1:7331');
  const origins = originsOf({ host: 'my-box', publicUrl: 'http://chat.lan', tls: TLS }, '192.168.1.5', 443);
  expect(origins).toEqual([
    'https://127.0.0.1',
    'https://localhost',
    'https://[::1]',
    'https://my-box',
    'https://192.168.1.5',
    'http://chat.lan',
  ]);
});

test('pages of this machine are let in under each of its loopback names', () => {
  expect(originsOf({ ...HERE, host: '127.0.0.1' }, '127.0.0.1', 7331)).toEqual([
    'http://127.0.0.1:7331',
    'http://localhost:7331',
    'http://[::1]:7331',
  ]);
});

test('a host’s page is let in under its name and its address', () => {
  const origins = originsOf({ ...HERE, host: 'My-Box' }, '192.168.1.5', 7331);
  expect(origins).toContain('http://my-box:7331');
  expect(origins).toContain('http://192.168.1.5:7331');
});

test('a page that listens everywhere is let in under every address of the machine', () => {
  const origins = originsOf({ ...HERE, host: '0.0.0.0' }, '0.0.0.0', 7331);
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const typed = own.filter(({ family }) => family === 'IPv4').map(({ address }) => `http://${address}:7331`);
  expect(origins).toEqual(expect.arrayContaining([...typed, `http://${hostname().toLowerCase()}:7331`]));
  expect(origins).not.toContain('http://0.0.0.0:7331');
});

test('behind a proxy, the public page is let in, and the tabs are sent through the proxy', () => {
  const where = { host: '127.0.0.1', publicUrl: 'https://example.org/chat', tls: undefined };
  expect(originsOf(where, '127.0.0.1', 7331)).toContain('https://example.org');
  expect(socketAddresses(where)).toEqual(['wss://example.org/chat/nats']);
  expect(socketAddresses(HERE)).toEqual([]);
});

test('a host name is looked up once for page and WebSocket, and one that nobody knows is told', async () => {
  expect(await addressOf('::1')).toBe('::1');
  expect(['127.0.0.1', '::1']).toContain(await addressOf('localhost'));
  await expect(addressOf('no-such-host.invalid')).rejects.toThrow('no-such-host.invalid is not an address');
});
