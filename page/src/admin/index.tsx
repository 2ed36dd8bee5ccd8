import { Screen } from '../parts/Screen';

/** Not there yet. */
export default function Page() {
  return <Screen title="Nothing here yet" says="This part of the page is being built." />;
}
