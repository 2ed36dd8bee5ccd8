import { describe, expect, it } from 'vitest';
import { waitBefore } from './asking';
import { mayPass, Problem, problemOf, sentenceOf, Unreachable } from './problems';

const answer = (status: number, headers?: HeadersInit) => new Response(null, { status, headers: headers ?? {} });

describe('problems', () => {
  it('have the sentence of the service, and the wait that it asks for', () => {
    const found = problemOf(answer(429, { 'retry-after': '12' }), { detail: 'You asked too often.' });
    expect([found.status, found.says, found.waitSeconds]).toEqual([429, 'You asked too often.', 12]);
  });

  it('have a sentence of their own where the service has none that can be read', () => {
    expect([null, 'text', { detail: 7 }].map((body) => problemOf(answer(500), body).says)).toEqual(
      Array(3).fill('The service answered with something that this page cannot read.'),
    );
  });

  it('are asked again where a moment may help, and only there', () => {
    expect([429, 502, 503, 504, 408].map((status) => mayPass(new Problem(status, '')))).toEqual(Array(5).fill(true));
    expect([400, 401, 403, 404, 422, 500].map((status) => mayPass(new Problem(status, '')))).toEqual(
      Array(6).fill(false),
    );
    expect([mayPass(new Unreachable()), mayPass(new Error())]).toEqual([true, false]);
  });

  it('are waited for as long as is asked, else twice as long each time, and never for ever', () => {
    expect(waitBefore(0, new Problem(429, '', 12))).toBe(12_000);
    expect([0, 1, 2].map((count) => waitBefore(count, new Unreachable()))).toEqual([1000, 2000, 4000]);
    expect(waitBefore(0, new Problem(503, '', 3600))).toBe(30_000);
  });

  it('never show a person the words of a machine', () => {
    expect(sentenceOf(new TypeError('undefined is not a function'))).toContain('nobody expected');
  });
});
