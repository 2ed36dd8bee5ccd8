import { Unreachable } from './problems';
import type { Speak } from './transport';

/** What a call through Jira gives back: Jira's own servers asked the service. */
export interface Invoked {
  status?: number;
  headers?: Record<string, string | string[] | undefined>;
  body?: unknown;
}

/** The call itself, as `@forge/bridge` has it. */
export type Invoke = (asked: {
  path: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers: Record<string, string>;
  body?: unknown;
}) => Promise<Invoked | undefined>;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** Answers without a body: a Response may have none then. */
const EMPTY = new Set([204, 205, 304]);

/** Speaks with the service through Jira, which says for whom. */
export function jiraTransport(invoke: Invoke): Speak {
  return async (request) => {
    const method = METHODS.find((one) => one === request.method) ?? 'GET';
    const { pathname, search } = new URL(request.url);
    const text = method === 'GET' ? '' : await request.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const headers = {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    let answer: Invoked | undefined;
    try {
      answer = await invoke({ path: pathname + search, method, headers, body });
    } catch {
      throw new Unreachable();
    }
    return responseOf(answer);
  };
}

function responseOf(answer: Invoked | undefined): Response {
  if (answer?.status === undefined) throw new Unreachable();
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    if (value !== undefined) headers.set(name, String(value));
  }
  headers.delete('content-length');
  headers.delete('content-encoding');
  if (EMPTY.has(answer.status)) return new Response(null, { status: answer.status, headers });
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? null);
  return new Response(text, { status: answer.status, headers });
}
