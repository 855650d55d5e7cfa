// Too much: too large, too many, too slow.
import { floods } from './attempts/floods.ts';
import { runFamily } from './run.ts';

runFamily(floods);
