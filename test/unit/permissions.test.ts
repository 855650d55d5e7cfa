// What somebody may do is what the protocol's table says, for their handle and no other.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { permissionsOf } from '../../launcher/auth/permissions.ts';

const DOCUMENT = readFileSync(new URL('../../PROTOCOL.md', import.meta.url), 'utf8');

/** The families of subjects in the document that have a handle in them, as somebody called ada would use them. */
function familiesOfDocument(): readonly string[] {
  const named = [...DOCUMENT.matchAll(/`(chat\.[a-z]+\.[^`\s]*<handle>[^`\s]*)`/g)].map((match) => match[1] ?? '');
  const written = named.filter((subject) => !/^chat\.(live|here|state)\./.test(subject)); // those come from the streams
  const forAda = written.map((subject) => subject.replace('<handle>', 'ada').replaceAll(/<[a-z]+>/g, '*'));
  return [...new Set(forAda)].toSorted();
}

test('one publishes to the families of the protocol with one’s own handle, and asks streams', () => {
  const { allow } = permissionsOf('ada').pub;
  expect(allow.toSorted()).toEqual(
    [
      'chat.room.*.ada',
      'chat.typing.*.ada',
      'chat.presence.*.ada.*',
      'chat.profile.ada',
      'chat.topic.*.ada',
      'chat.read.*.ada',
      'chat.file.ada.*',
      'chat.info.room',
      'chat.info.presence',
      '$JS.API.DIRECT.GET.CHAT',
      '$JS.API.DIRECT.GET.STATE',
      '$JS.API.DIRECT.GET.PRESENCE',
      '$JS.API.DIRECT.GET.FILES',
    ].toSorted(),
  );
});

test('they are the families that PROTOCOL.md names, all of them and no others', () => {
  const own = permissionsOf('ada').pub.allow.filter((subject) => subject.split('.').includes('ada'));
  expect(own.toSorted()).toEqual(familiesOfDocument());
});

test('one listens to what streams republish, to who is typing, and to one’s own answers', () => {
  expect(permissionsOf('ada').sub.allow).toEqual([
    'chat.live.>',
    'chat.here.>',
    'chat.state.>',
    'chat.typing.>',
    '_INBOX.ada.>',
  ]);
});

test('two people share no subject to write to but the questions to streams, and no place for answers', () => {
  const [ada, bob] = [permissionsOf('ada'), permissionsOf('bob')];
  const shared = ada.pub.allow.filter((subject) => bob.pub.allow.includes(subject));
  expect(shared.every((subject) => /^(\$JS\.API\.DIRECT\.GET|chat\.info)\.\w+$/.test(subject))).toBe(true);
  expect(ada.sub.allow.filter((subject) => subject.startsWith('_INBOX') && bob.sub.allow.includes(subject))).toEqual(
    [],
  );
});
