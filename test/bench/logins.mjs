// @ts-check
// How quickly a thousand people get in, the first time and when nats-server was started anew under them.
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { ROOT } from '../../launcher/setup.mjs';
import { startNatter } from './natter.mjs';

const PEOPLE = 1000;
/** As a tab's first pause before it tries again. */
const COME_BACK_MS = { least: 125, most: 250 };

/**
 * @param {string} data folder
 * @param {number} rounds
 * @returns {Promise<{ first: number[], again: number[], back: number[] }>} milliseconds until all are in
 */
export async function logins(data, rounds) {
  const { createUser } = await import('@nats-io/nkeys');
  /** @type {{ module: typeof import('../../launcher/auth/nkey.ts') }} */
  const { module } = await runnerImport(join(ROOT, 'launcher/auth/nkey.ts'));
  const first = [];
  const again = [];
  const back = [];
  for (let round = 0; round < rounds; round += 1) {
    // Anew each time, for a launcher whose nats-server dies again and again waits longer and longer.
    const { nats, stop } = await startNatter(data);
    const people = Array.from({ length: PEOPLE }, (_, index) => {
      const signer = module.signerOf(createUser().getSeed());
      return new Person(Number(new URL(nats).port), `person-${round}-${index}`, signer);
    });
    first.push(await took(people.map((person) => person.login())));
    for (const person of people) person.leave();
    again.push(await took(people.map((person) => person.login())));
    const { pid } = JSON.parse(await readFile(join(data, 'nats-server.json'), 'utf8'));
    back.push(
      await took(
        people.map((person) => person.returns()),
        () => process.kill(pid, 'SIGKILL'),
      ),
    );
    for (const person of people) person.leave();
    await stop();
  }
  return { first, again, back };
}

/**
 * @param {readonly Promise<void>[]} all
 * @param {() => void} begin
 */
async function took(all, begin = () => {}) {
  const start = performance.now();
  begin();
  await Promise.all(all);
  return performance.now() - start;
}

/** A client that speaks NATS by hand, so that it takes little of the machine it shares with what is measured. */
class Person {
  #port;
  #name;
  #signer;
  /** @type {import('node:net').Socket | undefined} */
  #socket;

  /**
   * @param {number} port
   * @param {string} name
   * @param {import('../../launcher/auth/nkey.ts').Signer} signer
   */
  constructor(port, name, signer) {
    this.#port = port;
    this.#name = name;
    this.#signer = signer;
  }

  /** Resolves once the person is in; tries until then, as a tab does. */
  async login() {
    while (!(await this.#attempt())) await new Promise((resolve) => setTimeout(resolve, comeBackAfter()));
  }

  /** Resolves once the person was thrown out and is in again. */
  async returns() {
    await new Promise((resolve) => this.#socket?.once('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, comeBackAfter()));
    await this.login();
  }

  leave() {
    this.#socket?.destroy();
  }

  /** @returns {Promise<boolean>} */
  #attempt() {
    const socket = connect(this.#port, '127.0.0.1');
    this.#socket = socket;
    return new Promise((resolve) => {
      let received = '';
      let greeted = false;
      socket.on('error', () => {}); // it closes too
      socket.on('close', () => resolve(false));
      socket.on('data', (chunk) => {
        received += String(chunk);
        if (received.includes('PONG')) resolve(true);
        if (greeted || !received.includes('\r\n')) return;
        greeted = true;
        const { nonce } = JSON.parse(received.slice('INFO '.length, received.indexOf('\r\n')));
        const { id, sign } = this.#signer;
        const login = { name: this.#name, nkey: id, sig: sign(nonce).toString('base64url'), verbose: false };
        socket.write(`CONNECT ${JSON.stringify(login)}\r\nPING\r\n`);
      });
    });
  }
}

function comeBackAfter() {
  return COME_BACK_MS.least + Math.random() * (COME_BACK_MS.most - COME_BACK_MS.least);
}
