// Publishing where only somebody else may, or nobody.
import { publishing } from './attempts/publishing.ts';
import { runFamily } from './run.ts';

runFamily(publishing);
