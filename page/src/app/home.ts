import { aloneTransport } from '../api/alone';
import type { Speak } from '../api/transport';
import { browserHistory, type PageHistory } from './history';
import type { Theme } from './theme';

/** Where the page lives: what differs between a browser of its own and a frame inside Jira. */
export interface Home {
  readonly inJira: boolean;
  readonly speak: Speak;
  readonly history: PageHistory;
  /** The project whose page this is inside Jira; null where the viewer chooses one. */
  readonly project: string | null;
  /** Where to sign in; null where nobody does. */
  readonly signIn: string | null;
  /** The version of the service as the page was loaded from it; null where somebody else serves the page. */
  readonly served: string | null;
  readonly theme: Theme;
}

interface Bridged {
  __bridge?: { callBridge?: unknown };
}

/** The home that the page finds itself in; the bridge to Jira is loaded only there, it fails anywhere else. */
export async function findHome(): Promise<Home> {
  if (typeof (globalThis as Bridged).__bridge?.callBridge === 'function') {
    return (await import('./home.jira')).jiraHome();
  }
  const { ownTheme } = await import('./theme');
  return {
    inJira: false,
    speak: aloneTransport(),
    history: browserHistory(),
    project: null,
    signIn: told('seatlight-sign-in'),
    served: told('seatlight-version'),
    theme: await ownTheme(),
  };
}

function told(name: string): string | null {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? null;
}
