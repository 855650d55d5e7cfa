// Hearing what is for others, and keeping from others what is for them.
import { listening } from './attempts/listening.ts';
import { runFamily } from './run.ts';

runFamily(listening);
