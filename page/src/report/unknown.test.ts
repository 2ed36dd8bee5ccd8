import { describe, expect, it } from 'vitest';
import { whyUnknown } from './unknown';

describe('the reason behind a dash', () => {
  it('is that it was not read, while that is so', () => {
    expect(whyUnknown('acceptance_share', {}, false)).toBe('Not read yet.');
  });

  it('is its own once everything was read', () => {
    expect(whyUnknown('acceptance_share', {}, true)).toContain('No suggestions were shown');
    expect(whyUnknown('last_active_on', { known_since: '2026-08-28' }, true)).toContain('2026-08-28');
  });

  it('does not wait for what reading will not tell', () => {
    expect(whyUnknown('seat_since', {}, false)).toContain('audit log');
  });

  it('is given for whatever is new as well', () => {
    expect(whyUnknown('something_new', {}, true)).toBe('Not known.');
  });
});
