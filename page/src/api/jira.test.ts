import { describe, expect, it } from 'vitest';
import { type Invoke, type Invoked, jiraTransport } from './jira';
import { Unreachable } from './problems';

const asking = (answer: Invoked | undefined) => {
  const asked: Parameters<Invoke>[0][] = [];
  const speak = jiraTransport(async (one) => {
    asked.push(one);
    return answer;
  });
  return { asked, speak };
};
const at = (path: string, init?: RequestInit) => new Request(`https://cdn.example.org${path}`, init);

describe('speaking through Jira', () => {
  it('passes on path, question, method and body, and nothing of where the page lies', async () => {
    const { asked, speak } = asking({ status: 201, headers: {}, body: { ok: true } });
    const answer = await speak(at('/api/v1/holds?project=APP', { method: 'POST', body: '{"email":"a@example.org"}' }));
    expect(asked[0]).toMatchObject({
      path: '/api/v1/holds?project=APP',
      method: 'POST',
      body: { email: 'a@example.org' },
      headers: { 'content-type': 'application/json' },
    });
    expect([answer.status, await answer.json()]).toEqual([201, { ok: true }]);
  });

  it('makes one header of several, and forgets how long the answer was on its way', async () => {
    const { speak } = asking({
      status: 200,
      headers: { etag: ['"a"'], 'content-length': '999', vary: ['A', 'B'] },
      body: {},
    });
    const { headers } = await speak(at('/api/v1/me'));
    expect([headers.get('etag'), headers.get('vary'), headers.get('content-length')]).toEqual(['"a"', 'A,B', null]);
  });

  it('gives problems as they are', async () => {
    const { speak } = asking({ status: 404, body: { detail: 'There is no such report.' } });
    const answer = await speak(at('/api/v1/report'));
    expect([answer.ok, await answer.json()]).toEqual([false, { detail: 'There is no such report.' }]);
  });

  it('takes an answer without a body', async () => {
    const { speak } = asking({ status: 204 });
    expect((await speak(at('/api/v1/tokens/x', { method: 'DELETE' }))).status).toBe(204);
  });

  it('says that nothing was reached where Jira answers with nothing, or throws', async () => {
    await expect(asking(undefined).speak(at('/api/v1/me'))).rejects.toThrow(Unreachable);
    await expect(asking({}).speak(at('/api/v1/me'))).rejects.toThrow(Unreachable);
    const thrown = jiraTransport(() => Promise.reject(new Error('refused')));
    await expect(thrown(at('/api/v1/me'))).rejects.toThrow(Unreachable);
  });
});
