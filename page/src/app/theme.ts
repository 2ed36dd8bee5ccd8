/** Light, dark, or whatever the system says. */
export type Mode = 'light' | 'dark' | 'auto';

export interface Theme {
  /** What the viewer chose; null where Jira decides. */
  readonly mode: Mode | null;
  choose(mode: Mode): Promise<void>;
}

const KEPT_AS = 'seatlight.theme';

/** Inside Jira the page looks as Jira does. */
export const FOLLOWED: Theme = { mode: null, choose: () => Promise.resolve() };

/** In a browser of its own the viewer decides, and is remembered. */
export async function ownTheme(): Promise<Theme> {
  const { setGlobalTheme } = await import('@atlaskit/tokens/set-global-theme');
  const theme = {
    mode: kept(),
    choose: async (mode: Mode): Promise<void> => {
      theme.mode = mode;
      keep(mode);
      await setGlobalTheme({ colorMode: mode, light: 'light', dark: 'dark' });
    },
  };
  await theme.choose(theme.mode);
  return theme;
}

function kept(): Mode {
  try {
    const found = localStorage.getItem(KEPT_AS);
    return found === 'light' || found === 'dark' ? found : 'auto';
  } catch {
    return 'auto'; // a browser may forbid to keep anything
  }
}

function keep(mode: Mode): void {
  try {
    localStorage.setItem(KEPT_AS, mode);
  } catch {
    // it lasts as long as the page then
  }
}
