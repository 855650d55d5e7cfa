// Headers that the server reads or writes itself, in what Mallory may publish.
import { spoofedHeaders } from './attempts/headers.ts';
import { runFamily } from './run.ts';

runFamily(spoofedHeaders);
