// What things are called in this browser. Apart, for the page's first lines need it before anything else is there.

/** What keeps things for one identity is called so. @param namespace '' for the person of this browser, else the `as` of the tab's address. */
export function storageName(namespace: string): string {
  return namespace === '' ? 'natter' : `natter as ${namespace}`;
}

/** Where localStorage keeps the look. @param name of the database that keeps all preferences. */
export function lookKey(name: string): string {
  return `${name} look`;
}
