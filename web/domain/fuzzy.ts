// How well a few letters fit a text they are an abbreviation of: “jsc” for “JavaScript”.

const AT_BEGINNING = 12;
const AT_WORD = 8;
const IN_A_ROW = 8;
const ANYWHERE = 1;
/** Taken off for each letter of the text, so that of two alike the shorter one is better. */
const PER_LETTER = 0.02;

/**
 * How well `pattern` fits `text`; `undefined` if its letters are not in there in this order. Capitals do not count.
 * An empty pattern fits everything alike.
 */
export function fuzzyScore(pattern: string, text: string): number | undefined {
  const [letters, small] = [pattern.toLowerCase().replaceAll(/\s/g, '').split(''), text.toLowerCase()];
  if (letters.length === 0) return 0;
  const whole = small.indexOf(letters.join(''));
  const scores = [whole, small.indexOf(letters[0] ?? '')]
    .filter((start) => start >= 0)
    .map((start) => scoreFrom(start, letters, text, small))
    .filter((score) => score !== undefined);
  return scores.length === 0 ? undefined : Math.max(...scores) - text.length * PER_LETTER;
}

/** Takes each letter where it comes next, but the beginning of a word before any other place. */
function scoreFrom(start: number, letters: readonly string[], text: string, small: string): number | undefined {
  let [score, next] = [0, start];
  for (const [index, letter] of letters.entries()) {
    const near = small.indexOf(letter, next);
    if (near < 0) return undefined;
    const follows = index > 0 && near === next;
    const word =
      follows || index === 0 ? near : (wordFrom(letter, near, text, small, letters.slice(index + 1)) ?? near);
    score += valueAt(word, text) + (index > 0 && word === next ? IN_A_ROW : 0);
    next = word + letter.length;
  }
  return score;
}

/** Where a word begins with `letter`, from `from` on, if the other letters still come after it. */
function wordFrom(
  letter: string,
  from: number,
  text: string,
  small: string,
  others: readonly string[],
): number | undefined {
  for (let at = from; at >= 0; at = small.indexOf(letter, at + 1)) {
    if (beginsWord(at, text) && isWithin(others, small, at + letter.length)) return at;
  }
  return undefined;
}

function isWithin(letters: readonly string[], small: string, from: number): boolean {
  let next = from;
  for (const letter of letters) {
    const at = small.indexOf(letter, next);
    if (at < 0) return false;
    next = at + letter.length;
  }
  return true;
}

function valueAt(at: number, text: string): number {
  if (at === 0) return AT_BEGINNING;
  return beginsWord(at, text) ? AT_WORD : ANYWHERE;
}

/** After something that is no letter or digit, or a capital after a small letter. */
function beginsWord(at: number, text: string): boolean {
  const [before = '', here = ''] = [text[at - 1], text[at]];
  return !/[\p{L}\p{N}]/u.test(before) || (/\p{Lu}/u.test(here) && /\p{Ll}/u.test(before));
}
