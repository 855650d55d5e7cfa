// Who is there, who writes, who has read, what a room is about: what Mallory can make others believe of it.
import { people } from './attempts/people.ts';
import { runFamily } from './run.ts';

runFamily(people);
