// The page's first line: everything starts in <chat-app>.
import './ui/chat-app.ts';
