import { useEffect, useMemo, useRef, useState } from 'react';
import type { Row } from './asked';
import { drawn, fitted, type View } from './engine';
import { painted, usePalette } from './palette';
import { Tip, type Told } from './Tip';
import { inTurn, whenNear } from './turns';
import styles from './VegaPicture.module.css';

interface VegaPictureProps {
  spec: object;
  rows: readonly Row[];
  /** What it says, for whoever does not see it. */
  says: string;
  /** Opens a developer, where points can be picked. */
  open?: (developerId: string) => void;
}

/** A picture as Vega draws it, in the colours of the page, as wide as there is room. */
export default function VegaPicture({ spec, rows, says, open }: VegaPictureProps) {
  const place = useRef<HTMLDivElement>(null);
  const opens = useRef(open);
  opens.current = open;
  const [told, setTold] = useState<Told | null>(null);
  const [failed, setFailed] = useState(false);
  const palette = usePalette();
  const inColour = useMemo(() => painted(spec, palette), [spec, palette]);

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    return shown(element, inColour, rows, {
      told: setTold,
      picked: (developerId) => opens.current?.(developerId),
      failed: () => setFailed(true),
    });
  }, [inColour, rows]);

  if (failed) return <p>This picture could not be drawn here; its table has the same numbers.</p>;
  return (
    <>
      <div ref={place} className={styles.picture} role="img" aria-label={says} />
      <Tip told={told} />
    </>
  );
}

interface Heard {
  told: (told: Told | null) => void;
  picked: (developerId: string) => void;
  failed: () => void;
}

/** Draws, and draws anew when the room changes; what is given back takes it away. */
function shown(element: HTMLElement, spec: object, rows: readonly Row[], heard: Heard): () => void {
  let view: View | null = null;
  let gone = false;
  const place = document.createElement('div');
  const tip = (_: unknown, event: MouseEvent, __: unknown, value: unknown): void =>
    heard.told(lines(value) === null ? null : { x: event.clientX, y: event.clientY, lines: lines(value) ?? [] });
  const draw = async (): Promise<void> => {
    if (gone) return;
    const made = await drawn({ place, width: element.clientWidth, spec, rows, tip });
    if (gone) {
      made.finalize();
      return;
    }
    view = made;
    element.replaceChildren(place);
    listen(made, heard.picked);
  };
  const stopWaiting = whenNear(element, () => void inTurn(draw).catch(heard.failed));
  const watcher = new ResizeObserver(() => {
    if (view !== null && element.clientWidth > 0) void fitted(view, element.clientWidth);
  });
  watcher.observe(element);
  return () => {
    gone = true;
    stopWaiting();
    watcher.disconnect();
    heard.told(null);
    view?.finalize();
  };
}

function listen(view: View, picked: (developerId: string) => void): void {
  try {
    view.addSignalListener('pick', (_, value: unknown) => {
      const ids = (value as { developer_id?: unknown[] } | null)?.developer_id;
      if (Array.isArray(ids) && typeof ids[0] === 'string') picked(ids[0]);
    });
  } catch {
    // Only some pictures have points to pick.
  }
}

function lines(value: unknown): (readonly [string, string])[] | null {
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value)
    .filter(([, one]) => one !== '–')
    .map(([name, one]) => [name, String(one)] as const);
}
