import { describe, expect, it } from 'vitest';
import { aloneTransport } from './alone';
import { Unreachable } from './problems';

/** A service on paper: answers by method and path, and remembers what it was asked. */
function service(answers: Record<string, () => Response>) {
  const asked: string[] = [];
  const tokens: (string | null)[] = [];
  const send = (async (input: Request) => {
    const name = `${input.method} ${new URL(input.url).pathname}`;
    asked.push(name);
    tokens.push(input.headers.get('x-csrf-token'));
    return answers[name]?.() ?? new Response(null, { status: 404 });
  }) as typeof fetch;
  return { asked, tokens, speak: aloneTransport(send, 'https://seatlight.example.org') };
}

const post = () => new Request('https://seatlight.example.org/api/v1/holds', { method: 'POST', body: '{"a":1}' });
const csrf = (token: string) => () => Response.json({ token });

describe('speaking with the own service', () => {
  it('asks for the token once, and sends it with every change', async () => {
    const { asked, tokens, speak } = service({
      'GET /api/v1/csrf': csrf('one'),
      'POST /api/v1/holds': () => new Response(null, { status: 201 }),
    });
    await speak(post());
    await speak(post());
    expect(asked).toEqual(['GET /api/v1/csrf', 'POST /api/v1/holds', 'POST /api/v1/holds']);
    expect(tokens).toEqual([null, 'one', 'one']);
  });

  it('needs none where nobody signs in', async () => {
    const { tokens, speak } = service({ 'POST /api/v1/holds': () => new Response(null, { status: 201 }) });
    expect((await speak(post())).status).toBe(201);
    expect(tokens).toEqual([null, null]);
  });

  it('takes a new token once where the old one is of another session', async () => {
    let times = 0;
    const { tokens, speak } = service({
      'GET /api/v1/csrf': () => csrf(`token ${++times}`)(),
      'POST /api/v1/holds': () => new Response(null, { status: times === 1 ? 403 : 201 }),
    });
    expect((await speak(post())).status).toBe(201);
    expect(tokens).toEqual([null, 'token 1', null, 'token 2']);
  });

  it('sends no token with what only reads', async () => {
    const { asked, speak } = service({ 'GET /api/v1/me': () => Response.json({}) });
    await speak(new Request('https://seatlight.example.org/api/v1/me'));
    expect(asked).toEqual(['GET /api/v1/me']);
  });

  it('calls a lost network by its name, and leaves an ended question alone', async () => {
    const lost = aloneTransport((async () => {
      throw new TypeError('fetch failed');
    }) as typeof fetch);
    await expect(lost(new Request('https://x.example.org/'))).rejects.toThrow(Unreachable);
    const ended = aloneTransport((async () => {
      throw new DOMException('ended', 'AbortError');
    }) as typeof fetch);
    await expect(ended(new Request('https://x.example.org/'))).rejects.toThrow('ended');
  });
});
