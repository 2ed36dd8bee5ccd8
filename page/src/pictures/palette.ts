import { useEffect, useState } from 'react';

/** Roles that specs name, and the design tokens that they are on the page. */
export const TOKENS = {
  text: '--ds-text',
  subtle: '--ds-text-subtle',
  line: '--ds-border',
  surface: '--ds-surface',
  off: '--ds-background-neutral',
  accent: '--ds-chart-brand',
  muted: '--ds-chart-neutral',
  premium: '--ds-chart-purple-bolder',
  fast: '--ds-chart-teal-bold',
  auto: '--ds-chart-orange-bold',
  untiered: '--ds-chart-neutral',
  cached: '--ds-chart-lime-bold',
  font: '--ds-font-family-body',
} as const;

export type Role = keyof typeof TOKENS;
export type Palette = Readonly<Record<Role, string>>;

const MARK = 'role:';
const ROLES = Object.keys(TOKENS) as Role[];
const PLAIN_FONT = 'ui-sans-serif, system-ui, sans-serif';

/** What the tokens are worth in the theme that the page wears now. */
export function paletteOf(element: Element): Palette {
  const worn = getComputedStyle(element);
  const values = ROLES.map((role): [Role, string] => {
    const value = worn.getPropertyValue(TOKENS[role]).trim();
    return [role, value === '' ? (role === 'font' ? PLAIN_FONT : 'gray') : value];
  });
  return Object.fromEntries(values) as Record<Role, string>;
}

/** A spec with every role in it as the palette has it; one that the palette does not know stays as it is. */
export function painted<T>(spec: T, palette: Palette): T {
  if (typeof spec === 'string') {
    return (spec.startsWith(MARK) ? (palette[spec.slice(MARK.length) as Role] ?? spec) : spec) as T;
  }
  if (Array.isArray(spec)) return spec.map((one) => painted(one, palette)) as T;
  if (typeof spec === 'object' && spec !== null) {
    return Object.fromEntries(Object.entries(spec).map(([key, one]) => [key, painted(one, palette)])) as T;
  }
  return spec;
}

/** The palette of the page; another one as soon as the theme changes. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(() => paletteOf(document.documentElement));
  useEffect(() => {
    const root = document.documentElement;
    const look = (): void =>
      setPalette((before) => {
        const now = paletteOf(root);
        return ROLES.every((role) => now[role] === before[role]) ? before : now;
      });
    const watcher = new MutationObserver(look);
    watcher.observe(root, { attributes: true });
    watcher.observe(document.head, { childList: true });
    const system = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
    system?.addEventListener('change', look);
    look();
    return () => {
      watcher.disconnect();
      system?.removeEventListener('change', look);
    };
  }, []);
  return palette;
}
