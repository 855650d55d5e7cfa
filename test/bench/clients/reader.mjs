// @ts-check
// The process of a tab that looks into the past.
import { help } from '../helper.mjs';
import { history } from '../history.mjs';

help({ history });
