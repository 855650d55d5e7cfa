// How NATS writes Ed25519 keys down: base32 with what they are before and a checksum behind. Source: NATS ADR-14 and the nkeys
// specification it names. Nothing is signed or checked here.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const DIGITS: ReadonlyMap<string, number> = new Map(Array.from(ALPHABET, (letter, digit) => [letter, digit]));

/** Bytes of a secret, and of a public key. */
export const KEY_BYTES = 32;
/** What a user's public key begins with: read as base32, the letter U. */
const USER_PREFIX = 20 << 3;
/** A seed's first two bytes say that it is one, the letter S, and whose. */
const SEED_PREFIX = 18 << 3;
const SEED_PREFIX_BYTES = 2;

/** The bytes of unpadded base32 (RFC 4648, section 6), of which the caller knows that it is. */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let value = 0;
  let bits = 0;
  let length = 0;
  for (const letter of text) {
    value = ((value << 5) | (DIGITS.get(letter) ?? 0)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length] = (value >> bits) & 0xff;
    length += 1;
  }
  return bytes;
}

function toBase32(bytes: Uint8Array): string {
  let text = '';
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET.charAt((value >> (bits - 5)) & 31);
  }
  return bits === 0 ? text : text + ALPHABET.charAt((value << (5 - bits)) & 31);
}

/** The 32 secret bytes of a seed, of which the caller knows that it is one. */
export function secretOf(seed: string): Uint8Array<ArrayBuffer> {
  return fromBase32(seed).slice(SEED_PREFIX_BYTES, SEED_PREFIX_BYTES + KEY_BYTES);
}

/** A user's seed as NATS writes it, `SU…`. @param secret its 32 bytes. */
export function userSeedOf(secret: Uint8Array): string {
  return withChecksum(Uint8Array.of(SEED_PREFIX | (USER_PREFIX >> 5), (USER_PREFIX & 31) << 3, ...secret));
}

/** A user's public key as NATS writes it, `U…`. @param key its 32 bytes. */
export function userKeyOf(key: Uint8Array): string {
  return withChecksum(Uint8Array.of(USER_PREFIX, ...key));
}

function withChecksum(body: Uint8Array): string {
  const checksum = crc16(body);
  return toBase32(Uint8Array.of(...body, checksum & 0xff, checksum >> 8));
}

/** CRC-16/XMODEM: polynomial 0x1021, beginning with 0. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xffff;
  }
  return crc;
}
