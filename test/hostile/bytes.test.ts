// Bytes that are no NATS, or hardly.
import { brokenBytes } from './attempts/bytes.ts';
import { runFamily } from './run.ts';

runFamily(brokenBytes);
