import { describe, expect, it } from 'vitest';
import { Problem } from '../api/problems';
import { inTurn, type Outcome } from './inTurn';

async function outcomes(act: (key: string) => Promise<unknown>): Promise<{ told: Outcome[]; waits: number[] }> {
  const told: Outcome[] = [];
  const waits: number[] = [];
  await inTurn(
    ['A', 'B', 'C'],
    act,
    (one) => told.push(one),
    async (seconds) => void waits.push(seconds),
  );
  return { told, waits };
}

describe('many changes in turn', () => {
  it('go on after one that failed, each with its own reason', async () => {
    const wrong = new Problem(404, 'There is no B.');
    const { told } = await outcomes(async (key) => {
      if (key === 'B') throw wrong;
    });
    expect(told).toEqual([
      { key: 'A', error: null },
      { key: 'B', error: wrong },
      { key: 'C', error: null },
    ]);
  });

  it('wait as long as the service asks, and try again', async () => {
    let first = true;
    const { told, waits } = await outcomes(async (key) => {
      if (key !== 'B' || !first) return;
      first = false;
      throw new Problem(429, 'Too many.', 30);
    });
    expect(told.map((one) => one.error)).toEqual([null, null, null]);
    expect(waits).toEqual([30]);
  });

  it('do not wait for ever', async () => {
    const { told, waits } = await outcomes(async () => {
      throw new Problem(429, 'Too many.', 1000);
    });
    expect(told).toHaveLength(3);
    expect(waits).toEqual(Array(6).fill(90));
  });
});
