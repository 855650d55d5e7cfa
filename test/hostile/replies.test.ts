// Reply injection: forbidden subjects as the reply of everything that may be published.
import { replies } from './attempts/replies.ts';
import { runFamily } from './run.ts';

runFamily(replies);
