// Whom a tab belongs to, and whether they were here before, as far as that can be told before anything is loaded.
import { lookKey, storageName } from '../storage/names.ts';

/** '' for the person of this browser; else whom the tab's `?as=` names. @param location the page's address. */
export function namespaceOf({ search }: Location): string {
  return new URLSearchParams(search).get('as') ?? '';
}

/** Whether the tab's person was probably here before: a look is kept from the first visit on. @param location the page's address. */
export function wasHere(location: Location): boolean {
  const as = namespaceOf(location);
  if (as !== '') return true;
  try {
    return localStorage.getItem(lookKey(storageName(as))) !== null;
  } catch {
    return false; // this browser keeps nothing here
  }
}
