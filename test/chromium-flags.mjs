// @ts-check
// How the tests, the benchmarks and the screenshots start Chromium: as a page of natter's sees it, with nothing beside it.

/**
 * The last `--disable-features` counts, so this one says what Playwright's says about the network again, and switches off the
 * suggestions below the address bar: from Chromium 156 on every window loads them as a page of 390 scripts, though a browser
 * without a screen never shows them, which is half the processor time of a tab of natter's (24 against 12 CPU seconds for eight tabs).
 */
const NOT_WANTED = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'AimEnabled',
  'PreconnectToSearch',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'MediaRouter',
  'Translate',
  'LensOverlay',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'PaintHolding',
];

export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  `--disable-features=${NOT_WANTED.join(',')}`,
];
