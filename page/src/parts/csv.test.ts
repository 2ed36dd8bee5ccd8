import { describe, expect, it } from 'vitest';
import { csvOf } from './csv';

describe('a CSV', () => {
  it('quotes what has commas, quotes or lines in it', () => {
    expect(csvOf(['a', 'b'], [['x, y', 'say "hi"\nthere']])).toBe('a,b\r\n"x, y","say ""hi""\nthere"\r\n');
  });

  it('gives no formula to a spreadsheet', () => {
    expect(csvOf(['a'], [['=1+1'], ['@sum'], ['-2'], ['plain']])).toBe("a\r\n'=1+1\r\n'@sum\r\n'-2\r\nplain\r\n");
  });
});
