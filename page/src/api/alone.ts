import { Problem, problemOf, Unreachable } from './problems';
import type { Speak } from './transport';

const CSRF = '/api/v1/csrf';
const READING = new Set(['GET', 'HEAD']);

/** Speaks with the service that the page came from, as whoever is signed in there. */
export function aloneTransport(
  send: typeof fetch = (...asked) => fetch(...asked),
  origin: string = globalThis.location?.origin ?? '',
): Speak {
  let token: Promise<string | null> | null = null;

  async function csrf(): Promise<string | null> {
    const answer = await reached(send, new Request(origin + CSRF, { headers: { accept: 'application/json' } }));
    if (answer.status === 404) return null; // nobody signs in here, so there is no session to protect
    const body: unknown = await answer.json().catch(() => null);
    if (!answer.ok) throw problemOf(answer, body);
    return typeof body === 'object' && body !== null && 'token' in body ? String(body.token) : null;
  }

  async function marked(request: Request): Promise<Request> {
    token ??= csrf();
    const found = await token.catch((error: unknown) => {
      token = null;
      throw error;
    });
    const copy = request.clone();
    if (found !== null) copy.headers.set('x-csrf-token', found);
    return copy;
  }

  return async (request) => {
    if (READING.has(request.method)) return reached(send, request);
    const answer = await reached(send, await marked(request));
    if (answer.status !== 403) return answer;
    token = null; // somebody signed in anew in another tab
    return reached(send, await marked(request));
  };
}

async function reached(send: typeof fetch, request: Request): Promise<Response> {
  try {
    return await send(request, { credentials: 'same-origin' });
  } catch (error) {
    if (error instanceof Problem || (error instanceof DOMException && error.name === 'AbortError')) throw error;
    throw new Unreachable();
  }
}
