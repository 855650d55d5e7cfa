// Reads what nats-server sends: INFO, PONG, -ERR, MSG, HMSG, one operation after the other as their bytes come.

export interface Delivery {
  readonly subject: string;
  /** Empty if it wants no answer. */
  readonly reply: string;
  /** The header block as it came; empty if it has none. */
  readonly headers: string;
  readonly payload: string;
}

export interface OperationReader {
  readonly read: (bytes: Buffer) => void;
  readonly info: () => Readonly<Record<string, unknown>> | undefined;
  readonly pongs: () => number;
  readonly errors: readonly string[];
  readonly deliveries: readonly Delivery[];
}

export function operationReader(): OperationReader {
  let rest = Buffer.alloc(0);
  let info: Readonly<Record<string, unknown>> | undefined;
  let pongs = 0;
  const errors: string[] = [];
  const deliveries: Delivery[] = [];
  const handle = (line: string, body: Buffer): void => {
    if (line.startsWith('INFO ')) info = JSON.parse(line.slice(5));
    else if (line === 'PONG') pongs += 1;
    else if (line.startsWith('-ERR ')) errors.push(line.slice(6, -1)); // it stands in quotes
    else if (/^H?MSG /.test(line)) deliveries.push(deliveryOf(line.split(' '), body));
  };
  return {
    read: (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (let next = firstOperation(rest); next !== undefined; next = firstOperation(rest)) {
        rest = rest.subarray(next.end);
        handle(next.line, next.body);
      }
    },
    info: () => info,
    pongs: () => pongs,
    errors,
    deliveries,
  };
}

/** @returns `undefined` if it has not come whole. */
function firstOperation(bytes: Buffer): { line: string; body: Buffer; end: number } | undefined {
  const lineEnd = bytes.indexOf('\r\n');
  if (lineEnd < 0) return undefined;
  const line = bytes.toString('utf8', 0, lineEnd);
  const start = lineEnd + 2;
  if (!/^H?MSG /.test(line)) return { line, body: Buffer.alloc(0), end: start };
  const end = start + Number(line.slice(line.lastIndexOf(' ') + 1));
  return bytes.length < end + 2 ? undefined : { line, body: bytes.subarray(start, end), end: end + 2 };
}

/** @param words of the line: `MSG <subject> <sid> [reply] <size>`, or `HMSG <subject> <sid> [reply] <headers> <size>`. */
function deliveryOf([verb = '', subject = '', , ...more]: readonly string[], body: Buffer): Delivery {
  const sizes = verb === 'HMSG' ? 2 : 1;
  const headersEnd = verb === 'HMSG' ? Number(more.at(-2)) : 0;
  return {
    subject,
    reply: more.length > sizes ? (more[0] ?? '') : '',
    headers: body.toString('utf8', 0, headersEnd),
    payload: body.toString('utf8', headersEnd),
  };
}
