// What <message-composer> says, and the note under it.
export const texts = {
  field: (room: string): string => `Message to ${room}`,
  placeholder: (room: string): string => `Say something in ${room}…`,
  send: 'Send',
  sayForMe: 'Say something for me',
  tooLong: (size: string, most: string): string =>
    `That is too long: ${size} of ${most} KiB. Please shorten it or send it in parts.`,
  hasty: 'A moment, please: that is more than ten messages a second. This one is still here.',
  left: (size: string): string => `${size} KiB left`,
  keys: { enter: 'Enter', sends: 'sends,', shift: 'Shift', startsLine: 'starts a new line' },
} as const;
