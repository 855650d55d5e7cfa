// Fetches over HTTP with a short limit for the connection, so that an offline machine finds out at once.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { reasonOf } from './errors.ts';

const CONNECT_LIMIT_MS = 2_000;
const SILENCE_LIMIT_MS = 15_000;
const MAX_REDIRECTS = 5;
const MAX_TEXT_BYTES = 256 * 1024;

/** A download that did not come through. The message names the address and the reason. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';

  constructor(url: URL, reason: string, cause?: unknown) {
    super(`${url.href}: ${reason}`, { cause });
  }
}

export interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told bytes so far, and all bytes if the server said. */
  readonly onBytes?: (done: number, total: number | undefined) => void;
}

/**
 * Streams an address into a new file and answers the SHA-256 of what came, in hexadecimal.
 * @throws DownloadError if the server cannot be reached in 2 s, refuses, falls silent for 15 s or breaks off.
 */
export async function downloadFile(url: URL, file: string, options: DownloadOptions): Promise<string> {
  const hash = createHash('sha256');
  await receive(url, options, (chunks) => pipeline(chunks, hashing(hash), createWriteStream(file, { flags: 'wx' })));
  return hash.digest('hex');
}

/**
 * Fetches a small text.
 * @throws DownloadError as downloadFile does, and if the text is larger than 256 KiB.
 */
export async function downloadText(url: URL, signal: AbortSignal | undefined): Promise<string> {
  const parts: Buffer[] = [];
  await receive(url, { signal }, async (chunks) => {
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > MAX_TEXT_BYTES) throw new Error(`longer than ${MAX_TEXT_BYTES} bytes`);
      parts.push(chunk);
    }
  });
  return Buffer.concat(parts).toString('utf8');
}

type Consumer = (chunks: AsyncIterable<Buffer>) => Promise<void>;

async function receive(url: URL, options: DownloadOptions, consume: Consumer): Promise<void> {
  try {
    const response = await follow(url, options.signal, MAX_REDIRECTS);
    const length = Number(response.headers['content-length']);
    const total = Number.isSafeInteger(length) && length > 0 ? length : undefined;
    await consume(counted(response, total, options));
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new DownloadError(url, reasonOf(error), error);
  }
}

async function* counted(response: IncomingMessage, total: number | undefined, options: DownloadOptions) {
  const chunks: AsyncIterable<unknown> = response;
  let done = 0;
  for await (const chunk of chunks) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a response without encoding gives buffers');
    done += chunk.length;
    options.onBytes?.(done, total);
    yield chunk;
  }
}

function hashing(hash: { update(chunk: Buffer): unknown }) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
}

async function follow(url: URL, signal: AbortSignal | undefined, redirectsLeft: number): Promise<IncomingMessage> {
  const response = await request(url, signal);
  const status = response.statusCode ?? 0;
  if (status === 200) return response;
  response.destroy();
  if (status < 300 || status > 399 || response.headers.location === undefined) throw new Error(`answered ${status}`);
  if (redirectsLeft === 0) throw new Error('redirects without end');
  const next = new URL(response.headers.location, url);
  if (url.protocol === 'https:' && next.protocol !== 'https:') throw new Error('redirects to an unencrypted address');
  return await follow(next, signal, redirectsLeft - 1);
}

function request(url: URL, signal: AbortSignal | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const get = url.protocol === 'http:' ? httpGet : httpsGet;
    const sent = get(url, { headers: { 'user-agent': 'nats-server-bin' }, ...(signal && { signal }) });
    // Covers the name look-up too, which can hang far longer than a connection.
    const timer = setTimeout(() => sent.destroy(new Error('no connection within 2 s')), CONNECT_LIMIT_MS);
    sent.once('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => clearTimeout(timer));
      else clearTimeout(timer);
    });
    let received: IncomingMessage | undefined;
    sent.setTimeout(SILENCE_LIMIT_MS, () => (received ?? sent).destroy(new Error('fell silent for 15 s')));
    sent.once('response', (response) => {
      received = response;
      resolve(response);
    });
    sent.on('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`cannot be reached (${reasonOf(error)})`, { cause: error }));
    });
  });
}
