// What `npm run admin` says of itself.

export const ADMIN_HELP = `npm run admin -- [--data FOLDER] COMMAND    looks after a natter that runs on this machine

  who               who is connected, from where, since when; and who is banned
  ban HANDLE        shuts out @HANDLE and the key that has it, under whatever handle it comes back, and ends their
                    connections at once. Messages stay; see erase.
  unban HANDLE      lets them in again
  release HANDLE    takes @HANDLE from its key and ends its connections, for a handle whose owner lost the key or only
                    sits on it. That key cannot use it any more; of all others, who comes first has it.
  erase SEQUENCE    deletes a message from the history and overwrites it on disk. SEQUENCE is the number that
                    \`nats stream view CHAT\` shows. Tabs that show the message keep it until they are loaded anew.

  --data FOLDER     natter's data folder, also as NATTER_DATA (./data)
  --help            print this

It takes natter's own keys from the data folder, so whoever can read that folder is the admin; nothing of it can be
reached over HTTP. It also works where the launcher has ended and only nats-server runs.
`;

/** Stands under the sentence that says what was wrong with the command line. */
export const ADMIN_USAGE = `Use one of:
  npm run admin -- who
  npm run admin -- ban HANDLE
  npm run admin -- unban HANDLE
  npm run admin -- release HANDLE
  npm run admin -- erase SEQUENCE
npm run admin -- --help explains them.`;
