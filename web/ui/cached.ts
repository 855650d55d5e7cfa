// Keeps the last result of a pure function, so that what is made of the same state is the very same, and nothing renders anew.

/** @returns `work`, but for the same arguments as the last time the same result. */
export function cached<Arguments extends readonly unknown[], Result>(
  work: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  let last: { readonly given: Arguments; readonly result: Result } | undefined;
  return (...given) => {
    if (last === undefined || given.some((value, index) => value !== last?.given[index])) {
      last = { given, result: work(...given) };
    }
    return last.result;
  };
}
