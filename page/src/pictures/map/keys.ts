import { type KeyboardEvent, useRef, useState } from 'react';
import { day } from '../../parts/format';
import { type Days, dayAt, type Line, wordsOf } from './lines';

interface Keyed {
  lines: readonly Line[];
  days: Days;
  open: (developerId: string) => void;
  /** Brings a line into sight. */
  reveal: (at: number) => void;
}

const PAGE = 20;
const TYPED_MS = 800;

/** The map by keyboard: which line is marked, which of its days, and what was last said of it. */
export function useKeys({ lines, days, open, reveal }: Keyed) {
  const [marked, setMarked] = useState<number | null>(null);
  const [place, setPlace] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const typed = useRef({ text: '', at: 0 });

  const mark = (at: number): void => {
    setMarked(at);
    reveal(at);
  };
  const choose = (by: number): void => {
    const at = marked ?? 0;
    const line = lines[at];
    if (line === undefined) return;
    const next = Math.min(Math.max(0, (place ?? days.count - (by < 0 ? 0 : 1)) + by), days.count - 1);
    setMarked(at);
    setPlace(next);
    setSaid(`${day(dayAt(days, next))}: ${wordsOf(line, days, next)}`);
  };
  const find = (letter: string, now: number): void => {
    const text = now - typed.current.at < TYPED_MS ? typed.current.text + letter : letter;
    typed.current = { text, at: now };
    const at = foundAt(lines, text, marked ?? -1);
    if (at !== null) mark(at);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || lines.length === 0) return;
    const line = marked === null ? undefined : lines[marked];
    const next = lineAfter(event.key, marked, lines.length);
    if (next !== null) mark(next);
    else if (event.key === 'ArrowLeft') choose(-1);
    else if (event.key === 'ArrowRight') choose(1);
    else if (event.key === 'Escape') setPlace(null);
    else if (event.key === 'Enter' && line !== undefined) open(line.id);
    else if (event.key.length === 1) find(event.key, event.timeStamp);
    else return;
    event.preventDefault();
  };
  return { marked, place, said, setMarked, onKeyDown };
}

/** The line that a key leads to from the marked one; null for a key that leads to none. */
export function lineAfter(key: string, marked: number | null, count: number): number | null {
  const steps = new Map([
    ['ArrowDown', marked === null ? 0 : marked + 1],
    ['ArrowUp', (marked ?? 0) - 1],
    ['PageDown', (marked ?? 0) + PAGE],
    ['PageUp', (marked ?? 0) - PAGE],
    ['Home', 0],
    ['End', count - 1],
  ]);
  const at = steps.get(key);
  return at === undefined ? null : Math.min(Math.max(0, at), count - 1);
}

/** The next line whose name begins so, from the marked one on and round; one more letter may keep the marked one. */
export function foundAt(lines: readonly Line[], text: string, marked: number): number | null {
  const sought = text.toLocaleLowerCase();
  const from = text.length === 1 ? marked + 1 : Math.max(0, marked);
  for (let step = 0; step < lines.length; step += 1) {
    const at = (from + step) % lines.length;
    if (lines[at]?.name.toLocaleLowerCase().startsWith(sought)) return at;
  }
  return null;
}
