// The page's first lines: everything starts in <chat-app>, and whoever was here before needs the room's part as well, so that both
// are fetched side by side.
import { wasHere } from './session/was-here.ts';

void import('./ui/chat-app.ts');
// <chat-app> asks for it again if it does not come.
if (wasHere(location)) import('./ui/chat-view.ts').catch(() => {});
// The first one takes Chromium 40 ms, of which nothing is noticed while the page waits for its parts; to write a time it needs one.
new Intl.DateTimeFormat().format();
