/** Vega with the parts that our pictures use, and nothing that needs `eval`: expressions are interpreted. */
import { transforms } from 'vega-dataflow';
import * as encode from 'vega-encode';
import { expressionInterpreter } from 'vega-interpreter';
import { parse } from 'vega-parser';
import * as reckoned from 'vega-transforms';
import type { Config, Spec, TooltipHandler } from 'vega-typings';
import { View } from 'vega-view';
import * as placed from 'vega-view-transforms';

Object.assign(transforms, reckoned, placed, encode);

export type { View };

interface Wanted {
  /** Where it is drawn, and how wide. */
  place: HTMLElement;
  width: number;
  spec: object;
  rows: readonly object[];
  tip: TooltipHandler;
}

/** Draws a compiled spec over these rows; whoever asked takes it away again with `finalize`. */
export async function drawn({ place, width, spec, rows, tip }: Wanted): Promise<View> {
  const view = new View(parse(withRows(spec, rows) as Spec, undefined as unknown as Config, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'canvas',
    hover: true,
  });
  view.tooltip(tip).initialize(place);
  view.width(Math.max(NARROWEST, width - USUALLY_BESIDE));
  await fitted(view, width);
  return view;
}

/** What axes and padding take of the width in most pictures: guessed right, a picture is drawn once. */
const USUALLY_BESIDE = 92;
const NARROWEST = 80;
/** So much of the room may stay empty. */
const SLACK = 8;

/** Draws anew as wide as there is room: axes and labels take what they need, the rest is the picture's. */
export async function fitted(view: View, width: number): Promise<void> {
  await view.runAsync();
  for (let tries = 0; tries < 2; tries += 1) {
    const beside = widthOf(view) - view.width();
    const inner = Math.max(NARROWEST, Math.floor(width - beside));
    const more = inner - view.width();
    if (more >= 0 && more <= SLACK) return;
    await view.width(inner).runAsync();
  }
}

function widthOf(view: View): number {
  const canvas = view.container()?.querySelector('canvas');
  return canvas === null || canvas === undefined ? view.width() : Number.parseFloat(canvas.style.width);
}

interface Named {
  data: { name: string }[];
}

function withRows(spec: object, rows: readonly object[]): object {
  // Vega writes into what it is given.
  const values = rows.map((row) => ({ ...row }));
  const data = (spec as Named).data.map((one) => (one.name === 'rows' ? { ...one, values } : one));
  return { ...spec, data };
}
