// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PictureTable, textOf } from './PictureTable';

vi.hoisted(() => {
  // Atlaskit asks for it when it is loaded; the DOM of tests has none.
  globalThis.matchMedia ??= (() => ({ addEventListener: () => undefined, matches: false })) as never;
});

afterEach(cleanup);

const column = (key: string, kind: string) => ({ key, kind, title: key, explanation: '' }) as never;
const COLUMNS = [column('developer_id', 'text'), column('name', 'text'), column('total_tokens', 'tokens')];

describe('the table beside a picture', () => {
  it('has exact numbers, days in words, and a dash for what is not known', () => {
    const cases: [string, unknown][] = [
      ['tokens', 12_403_118],
      ['share', 0.384],
      ['date', '2026-11-05'],
      ['flag', false],
      ['tokens', null],
    ];
    expect(cases.map(([kind, value]) => textOf(column('x', kind), value).replace(/[\u202f\u00a0]/g, ' '))).toEqual([
      '12,403,118',
      '38 %',
      '5 Nov 2026',
      'no',
      '—',
    ]);
  });

  it('shows names as they are, and opens whoever is chosen', () => {
    const open = vi.fn();
    const name = '<img src=x onerror=alert(1)> \u202eeman 😀';
    render(
      <PictureTable
        title="Tokens"
        columns={COLUMNS}
        rows={[{ developer_id: 'd1', name, total_tokens: 5 }]}
        open={open}
      />,
    );
    fireEvent.click(screen.getByText(name));
    expect(open).toHaveBeenCalledWith('d1');
    expect(document.querySelector('img')).toBeNull();
  });

  it('shows a part of many rows, and more when asked', () => {
    const rows = Array.from({ length: 700 }, (_, at) => ({ developer_id: `d${at}`, name: `n${at}`, total_tokens: at }));
    render(<PictureTable title="Tokens" columns={COLUMNS} rows={rows} />);
    expect(document.querySelectorAll('tbody tr')).toHaveLength(100);
    fireEvent.click(screen.getByRole('button', { name: /Show more of 700 rows/ }));
    expect(document.querySelectorAll('tbody tr')).toHaveLength(600);
  });
});
