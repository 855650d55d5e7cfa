// @ts-check
// The process of the clients.
import { help } from '../helper.mjs';
import { Load } from './load.mjs';

const load = new Load();

help({
  connect: (dialect, port, count) => load.connect(dialect, port, count),
  paced: (seconds) => load.paced(seconds),
  saturated: (wish) => load.saturated(wish),
});
