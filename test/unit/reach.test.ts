// Who lets others in without TLS is told what that means; nobody else is.
import { expect, test } from 'vitest';
import { isLoopback, plainWarning } from '../../launcher/reach.ts';

const PLAIN = { tls: undefined, publicUrl: undefined };

test('natter for this machine only says nothing about TLS', () => {
  for (const address of ['127.0.0.1', '127.8.8.8', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1']) {
    expect([address, isLoopback(address), plainWarning(PLAIN, address)]).toEqual([address, true, '']);
  }
});

test('natter for others says what travels in the clear, what does not work, and how to mend it', () => {
  for (const address of ['0.0.0.0', '::', '192.168.1.5', 'fe80::1', '::ffff:10.0.0.1']) {
    const warning = plainWarning(PLAIN, address);
    for (const part of ['everything that is said', 'access code', 'only signatures', 'notifications', 'clipboard']) {
      expect(warning).toContain(part);
    }
    for (const remedy of ['--tls-cert and --tls-key', '--public-url https://']) expect(warning).toContain(remedy);
  }
});

test('the warning is one paragraph that fits a terminal', () => {
  const warning = plainWarning(PLAIN, '0.0.0.0');
  expect(warning.trimEnd().split('\n\n')).toHaveLength(1);
  for (const line of warning.trimEnd().split('\n')) expect(line).toMatch(/^ {2}\S.{0,117}$/);
});

test('with TLS, or behind a proxy that has it, there is nothing to warn of; a proxy without it is no help', () => {
  const tls = { cert: 'cert.pem', key: 'key.pem' };
  expect(plainWarning({ tls, publicUrl: undefined }, '0.0.0.0')).toBe('');
  expect(plainWarning({ tls: undefined, publicUrl: 'https://chat.example.org' }, '0.0.0.0')).toBe('');
  expect(plainWarning({ tls: undefined, publicUrl: 'http://chat.example.org' }, '0.0.0.0')).not.toBe('');
});
