// Every verb of JetStream's API but the few a user may use, each with a payload that would do harm.
import { jetStream } from './attempts/jetstream.ts';
import { runFamily } from './run.ts';

runFamily(jetStream);
