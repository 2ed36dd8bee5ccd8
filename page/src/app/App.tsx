import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useMemo } from 'react';
import { makeQueries } from '../api/asking';
import { ApiProvider, makeApi } from '../api/client';
import { Failure } from '../parts/Failure';
import { Screen } from '../parts/Screen';
import { areaOf } from './areas';
import { Frame } from './Frame';
import { Guarded } from './Guarded';
import type { Home } from './home';
import { useMe } from './me';
import { HomeProvider, usePlace } from './place';
import { Waiting } from './Waiting';

/** The whole page. */
export function App({ home }: { home: Home }) {
  const api = useMemo(() => makeApi(home.speak), [home]);
  const queries = useMemo(makeQueries, []);
  return (
    <HomeProvider value={home}>
      <ApiProvider value={api}>
        <QueryClientProvider client={queries}>
          <Framed />
        </QueryClientProvider>
      </ApiProvider>
    </HomeProvider>
  );
}

function Framed() {
  const { path } = usePlace();
  const area = areaOf(path);
  const me = useMe();
  const Page = area?.page;
  return (
    <Frame area={area}>
      <Guarded at={path}>
        {me.isError && me.data === undefined ? (
          <Failure error={me.error} again={() => void me.refetch()} />
        ) : Page === undefined ? (
          <Screen title="There is no such page" says="Choose one of the areas above." />
        ) : (
          <Suspense fallback={<Waiting />}>
            <Page />
          </Suspense>
        )}
      </Guarded>
    </Frame>
  );
}
