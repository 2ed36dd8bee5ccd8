// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { painted, paletteOf, TOKENS } from './palette';

const ROLES = /ROLES = \(([^)]*)\)/.exec(readFileSync('../src/seatlight/charts/palette.py', 'utf8'))?.[1];

describe('the palette of the page', () => {
  it('has a token for each role that specs may name, and no other', () => {
    const roles = [...(ROLES ?? '').matchAll(/"(\w+)"/g)].map((found) => found[1]);
    expect(Object.keys(TOKENS).sort()).toEqual(roles.sort());
  });

  it('takes what a token is worth where it is worn, and something plain where it is worth nothing', () => {
    const element = document.createElement('div');
    element.style.setProperty('--ds-chart-brand', '#123456');
    document.body.append(element);
    const palette = paletteOf(element);
    expect([palette.accent, palette.text]).toEqual(['#123456', 'gray']);
    expect(palette.font).toContain('sans-serif');
  });

  it('paints every role of a spec and nothing else', () => {
    const palette = { ...paletteOf(document.body), accent: 'blue' };
    const spec = { a: ['role:accent', 1, null], b: { fill: 'role:accent', name: 'role:sky' }, c: 'accent' };
    expect(painted(spec, palette)).toEqual({
      a: ['blue', 1, null],
      b: { fill: 'blue', name: 'role:sky' },
      c: 'accent',
    });
    expect(spec.b.fill).toBe('role:accent');
  });
});
