// For the WebSocket of Node, which takes no certificate to trust: it takes any, for a while, in this process.
const SWITCH = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** Launch before: a launcher that is started meanwhile would inherit it. */
export function trustAnyCertificate(): Disposable {
  process.env[SWITCH] = '0';
  return { [Symbol.dispose]: () => delete process.env[SWITCH] };
}
