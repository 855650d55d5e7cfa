// The beginning of a WebSocket, asked for as a browser does, with the headers a test wants.
import { request } from 'node:http';
import { request as requestByTls } from 'node:https';

const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** @param webSocket `ws:` or `wss:`. @param ca the certificate to trust; PEM. @returns the status: 101 is yes. */
export function handshake(webSocket: string, origin: string | undefined, ca?: string): Promise<number> {
  const headers = { ...UPGRADE, ...(origin === undefined ? {} : { Origin: origin }) };
  const ask = webSocket.startsWith('wss:') ? requestByTls : request;
  return new Promise((resolve, reject) => {
    const asking = ask(webSocket.replace('ws', 'http'), { headers, agent: false, ca });
    asking.on('error', reject);
    asking.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asking.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    asking.end();
  });
}
