// @ts-check
// A chat room as one writes it with Socket.IO: what somebody says goes to the room, and is acknowledged. With a folder as
// its argument it is first appended to a file there and on disk.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { openJournal } from './journal.mjs';
import { listenAnywhere } from './listen.mjs';

const [folder] = process.argv.slice(2);
const journal = folder === undefined ? undefined : await openJournal(folder);
const server = createServer();
const io = new Server(server);
let sequence = 0;

io.on('connection', (socket) => {
  socket.on('join', async (room, joined) => {
    await socket.join(room);
    joined();
  });
  socket.on('say', async (room, message, acknowledge) => {
    sequence += 1;
    const stored = { ...message, room, sequence, time: Date.now() };
    await journal?.append(JSON.stringify(stored));
    io.to(room).emit('message', stored);
    acknowledge(stored.sequence);
  });
});
listenAnywhere(server);
