// Commands before one is let in, together with the login, and a second login later.
import { threshold } from './attempts/threshold.ts';
import { runFamily } from './run.ts';

runFamily(threshold);
