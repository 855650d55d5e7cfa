// Text that looks like nothing: it cannot stand as a name, and as a message it is explained.

/** Whether nothing of `text` can be seen: only white space, control, zero-width and filler characters. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}
