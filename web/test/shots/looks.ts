import type { BrowserContextOptions } from 'playwright-core';

/// How the windows look of which screenshots are taken.
export const LOOKS: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, colorScheme: 'light', hasTouch: true, isMobile: true },
};
