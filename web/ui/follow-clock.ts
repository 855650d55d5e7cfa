// An element that writes times writes them anew when the reader chooses another clock.
import type { ReactiveControllerHost } from 'lit';
import { clockChange } from './times.ts';

/** Those in the page. One listener for all of them: a list has hundreds, which come and go by the dozen. */
const followers = new Set<ReactiveControllerHost>();
clockChange.addEventListener('change', () => {
  for (const host of followers) host.requestUpdate();
});

/** To be called in the element's constructor. */
export function followClock(host: ReactiveControllerHost): void {
  host.addController({
    hostConnected: () => void followers.add(host),
    hostDisconnected: () => void followers.delete(host),
  });
}
