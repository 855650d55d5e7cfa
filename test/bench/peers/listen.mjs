// @ts-check
// How a peer says that it listens, in a line that the bench waits for.

/** @param {import('node:http').Server} server */
export function listenAnywhere(server) {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address !== null && typeof address === 'object') process.stdout.write(`listening on ${address.port}\n`);
  });
}
