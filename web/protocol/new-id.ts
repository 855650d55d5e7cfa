// Ids nobody can guess: half of what identifies a message.

/** 128 random bits as 22 characters of base64url (RFC 4648, section 5). */
export function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
