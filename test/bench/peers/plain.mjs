// @ts-check
// The floor: a bare loop over the sockets of `ws`. Nothing is stored, nothing acknowledged.
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { listenAnywhere } from './listen.mjs';

const server = createServer();
const sockets = new WebSocketServer({ server });
sockets.on('connection', (socket) => {
  socket.on('message', (message, binary) => {
    for (const other of sockets.clients) {
      if (other.readyState === WebSocket.OPEN) other.send(message, { binary });
    }
  });
});
listenAnywhere(server);
