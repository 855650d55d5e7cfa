// Other protocols, other sites and other paths, on each port.
import { doors } from './attempts/doors.ts';
import { runFamily } from './run.ts';

runFamily(doors);
