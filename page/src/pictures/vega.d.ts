// The parts of Vega that are loaded one by one have no types of their own; these are Vega's.
declare module 'vega-view' {
  export { View } from 'vega-typings';
}
declare module 'vega-parser' {
  export { parse } from 'vega-typings';
}
declare module 'vega-dataflow' {
  export const transforms: Record<string, unknown>;
}
declare module 'vega-transforms';
declare module 'vega-view-transforms';
declare module 'vega-encode';
