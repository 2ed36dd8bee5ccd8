import { invokeRemote, view } from '@forge/bridge';
import { type Invoke, jiraTransport } from '../api/jira';
import { type ForgeHistory, forgeHistory, memoryHistory, type PageHistory } from './history';
import type { Home } from './home';
import { FOLLOWED } from './theme';

/** Which page a module of the manifest opens at. */
const FIRST: Readonly<Record<string, string>> = {
  'jira:adminPage': '/admin',
  'jira:projectSettingsPage': '/project',
  'jira:personalSettingsPage': '/own',
};

/** The home inside Jira: calls go through Jira's servers, theme and history are Jira's. */
export async function jiraHome(): Promise<Home> {
  const [context] = await Promise.all([view.getContext(), view.theme.enable()]);
  const extension: Record<string, unknown> = context.extension;
  const first = FIRST[String(extension.type)] ?? '/report';
  return {
    inJira: true,
    speak: jiraTransport(invokeRemote as Invoke),
    history: await history(first),
    project: keyOf(extension.project),
    signIn: null,
    served: null,
    theme: FOLLOWED,
  };
}

/** Jira keeps a history for pages, not for every module. */
async function history(first: string): Promise<PageHistory> {
  try {
    return forgeHistory((await view.createHistory()) as unknown as ForgeHistory, first);
  } catch {
    return memoryHistory(first);
  }
}

function keyOf(project: unknown): string | null {
  return typeof project === 'object' && project !== null && 'key' in project ? String(project.key) : null;
}
