import type { Palette } from '../palette';
import type { Days, Line } from './lines';

export const LINE_HEIGHT = 22;
const GAP = 1;
/** How strongly each sign of use is painted. */
const STRENGTHS: Readonly<Record<string, number>> = { '1': 0.3, '2': 0.5, '3': 0.75, '4': 1 };

/** Where things stand: the names at the left, then the days. */
export interface Room {
  readonly width: number;
  readonly height: number;
  readonly names: number;
  readonly cell: number;
}

const WIDEST_CELL = 30;
const NARROWEST_CELL = 2;

/** As much room for each day as there is; whole pixels, so that cells are sharp. */
export function roomOf(width: number, height: number, days: number): Room {
  const names = width < 640 ? 120 : 240;
  const free = Math.max(0, width - names - 8);
  const cell = Math.min(WIDEST_CELL, Math.max(NARROWEST_CELL, Math.floor(free / days)));
  return { width, height, names, cell };
}

/** The day under a point; null beside the days. */
export function placeAt(room: Room, days: Days, x: number): number | null {
  const place = Math.floor((x - room.names) / room.cell);
  return place >= 0 && place < days.count ? place : null;
}

interface Painting {
  readonly lines: readonly Line[];
  readonly days: Days;
  readonly room: Room;
  readonly palette: Palette;
  /** How far the map is scrolled. */
  readonly top: number;
  readonly marked: number | null;
  readonly place: number | null;
}

/** Paints the lines that are in sight; the rest costs nothing. */
export function paint(context: CanvasRenderingContext2D, painting: Painting): void {
  const { lines, days, room, palette, top } = painting;
  context.clearRect(0, 0, room.width, room.height);
  paintDaysOff(context, painting);
  const first = Math.max(0, Math.floor(top / LINE_HEIGHT));
  const last = Math.min(lines.length, Math.ceil((top + room.height) / LINE_HEIGHT));
  for (let at = first; at < last; at += 1) {
    const line = lines[at];
    if (line !== undefined) paintLine(context, painting, line, at * LINE_HEIGHT - top, at === painting.marked);
  }
  const from = days.provisionalFrom;
  if (from > 0 && from < days.count) {
    context.fillStyle = palette.subtle;
    for (let y = 0; y < room.height; y += 6) context.fillRect(room.names + from * room.cell - 1, y, 1, 3);
  }
  context.globalAlpha = 1;
}

function paintDaysOff(context: CanvasRenderingContext2D, { days, room, palette }: Painting): void {
  context.fillStyle = palette.off;
  for (const place of days.off) context.fillRect(room.names + place * room.cell, 0, room.cell, room.height);
}

function paintLine(
  context: CanvasRenderingContext2D,
  { days, room, palette, place: chosen }: Painting,
  line: Line,
  y: number,
  isMarked: boolean,
): void {
  if (isMarked) {
    context.fillStyle = palette.accent;
    context.globalAlpha = 0.12;
    context.fillRect(0, y, room.width, LINE_HEIGHT);
    context.globalAlpha = 1;
  }
  const side = room.cell > 4 ? room.cell - GAP : room.cell;
  const inset = 3;
  const tall = LINE_HEIGHT - 2 * inset;
  for (let place = 0; place < days.count; place += 1) {
    const x = room.names + place * room.cell;
    const sign = line.days[place] ?? '?';
    const strength = STRENGTHS[sign];
    if (strength !== undefined) {
      context.globalAlpha = strength;
      context.fillStyle = palette.accent;
      context.fillRect(x, y + inset, side, tall);
    } else if (sign === '0') {
      context.globalAlpha = 1;
      context.fillStyle = palette.off;
      context.fillRect(x, y + LINE_HEIGHT / 2 - 1, side, 2);
    } else {
      paintUnknown(context, palette, x, y + inset, side, tall);
    }
  }
  context.globalAlpha = 1;
  if (isMarked && chosen !== null) {
    context.strokeStyle = palette.text;
    context.lineWidth = 1.5;
    context.strokeRect(room.names + chosen * room.cell, y + 2, Math.max(side, 3), LINE_HEIGHT - 4);
  }
}

/** Not known: two dots, neither use nor its absence. */
function paintUnknown(
  context: CanvasRenderingContext2D,
  palette: Palette,
  x: number,
  y: number,
  wide: number,
  tall: number,
): void {
  context.globalAlpha = 0.5;
  context.fillStyle = palette.subtle;
  const middle = x + Math.max(0, wide / 2 - 1);
  context.fillRect(middle, y + tall / 3 - 1, Math.min(2, wide), 2);
  context.fillRect(middle, y + (2 * tall) / 3, Math.min(2, wide), 2);
}
