// Other protocols, other sites and other paths, on each port.
import { publishCommand, RawClient } from '../../support/raw-client.ts';
import type { Upgrade } from '../../support/wire.ts';
import type { Attempt, Family, Outcome } from '../attempt.ts';
import { GARBAGE, handshake, NATS_AS_CLI, sendRaw, TLS_GREETING } from '../tries.ts';
import type { World } from '../world.ts';

function upgrade(title: string, wish: Upgrade, outcome: Outcome = 'handshake refused'): Attempt<World> {
  return { title, outcome, attack: ({ broker }) => handshake({ webSocket: broker.ports.ws, ...wish }) };
}

const ORIGINS: readonly string[] = [
  'http://evil.example',
  'https://127.0.0.1:7331',
  'http://127.0.0.1:7332',
  'http://127.0.0.1',
  'http://localhost:7331',
  'http://127.0.0.1:7331.evil.example',
  'http://127.0.0.1:7331@evil.example',
  'http://evil.example#http://127.0.0.1:7331',
  'null',
  'file://',
  'chrome-extension://abcdefghijklmnop',
  'javascript:alert(1)',
];

const upgrades: readonly Attempt<World>[] = [
  ...ORIGINS.map((origin) => upgrade(`from a page of \`${origin}\``, { headers: { Origin: origin } })),
  upgrade('as MQTT, on the path `/mqtt`', { path: '/mqtt', headers: { 'Sec-WebSocket-Protocol': 'mqtt' } }),
  upgrade('with an old version of WebSocket', { headers: { 'Sec-WebSocket-Version': '8' } }),
  upgrade('with an empty key', { headers: { 'Sec-WebSocket-Key': '' } }),
  upgrade('to something that is no WebSocket', { headers: { Upgrade: 'h2c' } }),
  upgrade('with another `Connection`', { headers: { Connection: 'close' } }),
  upgrade('with headers of 2 MB', { headers: { 'X-Much': 'x'.repeat(2_000_000) } }),
  leafNode('as a leaf node, on the path `/leafnode`', '/leafnode'),
  leafNode('as a leaf node, on the path `/x/leafnode`', '/x/leafnode'),
];

/** What leaf nodes say, with no credentials and with those of the command line. */
function leafNode(title: string, path: string): Attempt<World> {
  return {
    title,
    outcome: 'connection closed',
    attack: async (world) => {
      using leaf = await RawClient.dial({ webSocket: world.broker.ports.ws, path });
      leaf.write('CONNECT {"name":"leaf","server_id":"x","user":"cli","headers":true,"jetstream":true}\r\n');
      leaf.write('LS+ chat.room.>\r\n');
      leaf.write(publishCommand('chat.room.Go.alice', { payload: 'hi' }));
      return (await leaf.flush()) ? 'SUCCEEDS' : 'connection closed';
    },
  };
}

const PORTS = ['ws', 'nats'] as const;

function raw(title: string, port: (typeof PORTS)[number], sent: string | Uint8Array): Attempt<World> {
  return { title, outcome: 'connection closed', attack: ({ broker }) => sendRaw(broker.ports[port], sent) };
}

const NAMES = { ws: 'the WebSocket port', nats: 'the NATS port' } as const;

const onEachPort: readonly Attempt<World>[] = PORTS.flatMap((port) => [
  raw(`a TLS greeting on ${NAMES[port]}`, port, TLS_GREETING),
  raw(`8 KB of garbage on ${NAMES[port]}`, port, GARBAGE),
]);

const http: readonly Attempt<World>[] = [
  raw('an HTTP request on the NATS port', 'nats', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
  raw('an HTTP request on the WebSocket port', 'ws', 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
  raw(
    'a form of another site on the WebSocket port',
    'ws',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\nConnection: close\r\n\r\nPUB chat.room.Go.alice 2\r\nhi\r\n',
  ),
  raw(
    'a form of another site on the NATS port, with a command in it',
    'nats',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 42\r\n\r\nCONNECT {}\r\nPUB chat.room.Go.alice 2\r\nhi\r\nPING\r\n',
  ),
  raw('NATS on the WebSocket port', 'ws', NATS_AS_CLI),
];

export const doors: Family<World> = {
  name: 'Other protocols and sites',
  attempts: [...upgrades, ...onEachPort, ...http],
};
