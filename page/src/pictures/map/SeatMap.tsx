import { memo, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { day } from '../../parts/format';
import { usePalette } from '../palette';
import { Tip, type Told } from '../Tip';
import { LINE_HEIGHT, paint, placeAt, type Room, roomOf } from './draw';
import { Heading } from './Heading';
import { useKeys } from './keys';
import { type Days, dayAt, type Line, sentenceOfLine, wordsOf } from './lines';
import styles from './SeatMap.module.css';

interface SeatMapProps {
  lines: readonly Line[];
  days: Days;
  /** What states are called. */
  titleOf: (state: string) => string;
  open: (developerId: string) => void;
  /** A line to bring into sight; another number of times asks again. */
  sought: { at: number; times: number };
}

const TALLEST = 620;

/** The map itself: only what is in sight is drawn, whatever the number of lines. */
export function SeatMap({ lines, days, titleOf, open, sought }: SeatMapProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [top, setTop] = useState(0);
  const [told, setTold] = useState<Told | null>(null);
  const height = Math.min(TALLEST, Math.max(lines.length, 1) * LINE_HEIGHT);
  const room = roomOf(width, height, days.count);
  const id = useId();
  const reveal = useCallback((at: number) => bringIntoSight(scroller.current, at), []);
  const { marked, place, said, setMarked, onKeyDown } = useKeys({ lines, days, open, reveal });

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const watcher = new ResizeObserver(() => setWidth(element.clientWidth));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  useEffect(() => {
    if (sought.times > 0) scroller.current?.scrollTo({ top: sought.at * LINE_HEIGHT });
  }, [sought]);

  const lineAt = (event: React.MouseEvent): number =>
    Math.floor((event.clientY - event.currentTarget.getBoundingClientRect().top + top) / LINE_HEIGHT);
  const point = (event: React.MouseEvent): void => {
    const at = lineAt(event);
    const line = lines[at];
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setTold(line === undefined ? null : toldOf(line, days, placeAt(room, days, x), titleOf(line.state), event));
  };
  return (
    <>
      <Heading days={days} room={room} />
      <div
        ref={scroller}
        className={styles.scroller}
        style={{ height }}
        role="listbox"
        tabIndex={0}
        aria-label={`Seat map: ${lines.length} developers, ${days.count} days`}
        aria-describedby={`${id}-keys`}
        aria-activedescendant={marked === null ? undefined : `${id}-${marked}`}
        onScroll={(event) => {
          setTop(event.currentTarget.scrollTop);
          setTold(null);
        }}
        onKeyDown={onKeyDown}
        onMouseMove={point}
        onMouseLeave={() => setTold(null)}
        onClick={(event) => {
          const line = lines[lineAt(event)];
          if (line === undefined) return;
          setMarked(lineAt(event));
          open(line.id);
        }}
      >
        <div role="presentation" style={{ height: lines.length * LINE_HEIGHT }}>
          <div role="presentation" className={styles.sight} style={{ height }}>
            <Cells lines={lines} days={days} room={room} top={top} marked={marked} place={place} />
            <Names {...{ lines, days, room, top, marked, titleOf, id }} />
          </div>
        </div>
      </div>
      <p id={`${id}-keys`} className={styles.hidden}>
        Arrow keys up and down go from developer to developer, left and right from day to day; Enter opens one, letters
        find a name.
      </p>
      <p role="status" className={styles.hidden}>
        {said}
      </p>
      <Tip told={told} />
    </>
  );
}

interface CellsProps {
  lines: readonly Line[];
  days: Days;
  room: Room;
  top: number;
  marked: number | null;
  place: number | null;
}

function Cells(painting: CellsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const { room } = painting;
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null || room.width === 0) return;
    const sharp = globalThis.devicePixelRatio || 1;
    const [wide, tall] = [Math.round(room.width * sharp), Math.round(room.height * sharp)];
    if (element.width !== wide) element.width = wide;
    if (element.height !== tall) element.height = tall;
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    paint(context, { ...painting, palette });
  });
  return <canvas ref={canvas} className={styles.cells} style={{ width: room.width, height: room.height }} />;
}

interface NamesProps extends Omit<CellsProps, 'place'> {
  titleOf: (state: string) => string;
  id: string;
}

/** The names in sight, and the marked one wherever it is, so that a screen reader can tell it. */
function Names({ lines, days, room, top, marked, titleOf, id }: NamesProps) {
  const first = Math.max(0, Math.floor(top / LINE_HEIGHT));
  const last = Math.min(lines.length, Math.ceil((top + room.height) / LINE_HEIGHT));
  const seen = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  if (marked !== null && marked < lines.length && !seen.includes(marked)) seen.push(marked);
  return (
    <div role="presentation" className={styles.names} style={{ transform: `translateY(${-top}px)` }}>
      {seen.map((at) => {
        const line = lines[at];
        if (line === undefined) return null;
        return (
          <Name
            key={at}
            {...{ id, at, line, days }}
            state={titleOf(line.state)}
            count={lines.length}
            width={room.names - 12}
            isMarked={at === marked}
          />
        );
      })}
    </div>
  );
}

interface NameProps {
  id: string;
  at: number;
  line: Line;
  days: Days;
  state: string;
  count: number;
  width: number;
  isMarked: boolean;
}

const WIDE_ENOUGH = 200;

/** One name; drawn anew only when it changes, not when the map is scrolled. */
const Name = memo(function Name({ id, at, line, days, state, count, width, isMarked }: NameProps) {
  return (
    <div
      id={`${id}-${at}`}
      role="option"
      tabIndex={-1}
      aria-selected={isMarked}
      aria-posinset={at + 1}
      aria-setsize={count}
      className={styles.name}
      style={{ width, top: at * LINE_HEIGHT }}
    >
      <bdi className={styles.who}>{line.name}</bdi>
      <span className={width > WIDE_ENOUGH ? styles.state : styles.hidden}> {state}</span>
      <span className={styles.hidden}>; {sentenceOfLine(line, days)}</span>
    </div>
  );
});

function bringIntoSight(scroller: HTMLElement | null, at: number): void {
  if (scroller === null) return;
  const [above, below] = [at * LINE_HEIGHT, (at + 1) * LINE_HEIGHT - scroller.clientHeight];
  if (scroller.scrollTop > above) scroller.scrollTop = above;
  else if (scroller.scrollTop < below) scroller.scrollTop = below;
}

function toldOf(line: Line, days: Days, place: number | null, state: string, event: React.MouseEvent): Told {
  const last: [string, string] = ['Last active', line.lastOn === null ? 'no use known' : day(line.lastOn)];
  const here: [string, string][] =
    place === null
      ? [last, ['Active days', `${line.activeDays} of ${days.count}`]]
      : [[day(dayAt(days, place)), wordsOf(line, days, place)]];
  return { x: event.clientX, y: event.clientY, lines: [[line.name, state], ...here] };
}
