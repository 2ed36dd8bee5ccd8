import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Strip, sentenceOfStrip } from './Strip';

afterEach(cleanup);

describe('a strip', () => {
  it('says in words how many days were active and how many nobody knows', () => {
    expect(sentenceOfStrip([0, 1, 4, 0])).toBe('Active on 2 of 4 days');
    expect(sentenceOfStrip([null, 1, null, 0])).toBe('Active on 1 of 4 days, 2 days not known');
  });

  it('draws a bar for each known day and a dot for each unknown one', () => {
    render(<Strip levels={[0, 4, null]} off={new Set([0])} height={20} />);
    const drawn = screen.getByRole('img', { name: 'Active on 1 of 3 days, 1 day not known' });
    expect(drawn.querySelectorAll('circle')).toHaveLength(1);
    expect([...drawn.querySelectorAll('rect')].map((bar) => bar.getAttribute('height'))).toEqual(['20', '1', '20']);
  });
});
