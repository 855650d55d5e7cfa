// What stands in a field when the person changes it.

/** @returns the text of the input the event comes from. */
export function valueOf(event: Event): string {
  return event.target instanceof HTMLInputElement ? event.target.value : '';
}
