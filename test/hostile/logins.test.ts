// Getting in without a key, with somebody else's, or under a name nobody may have.
import { logins } from './attempts/logins.ts';
import { runFamily } from './run.ts';

runFamily(logins);
