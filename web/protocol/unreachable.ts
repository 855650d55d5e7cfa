// The end of every switch over a union: a case nobody handled does not compile.

/** @throws Error always; reached only if a value escaped its type. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
