import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { given, useApi } from '../api/client';
import { Asked } from '../parts/Asked';
import { exact, instant } from '../parts/format';
import { List } from '../parts/List';
import { Pages } from '../parts/Pages';
import { Section } from '../parts/Section';

/** Who looked at whoever looks. */
export function Looks() {
  const api = useApi();
  const [page, setPage] = useState(1);
  const asked = useQuery({
    queryKey: ['looks', page],
    queryFn: () => given(api.GET('/api/v1/me/looks', { params: { query: { page, size: 50 } } })),
    placeholderData: (before) => before,
  });
  return (
    <Section
      title="Who looked at me"
      says="Everybody who saw a row of yours, by report and hour, the newest first. A look at oneself is no look."
    >
      <Asked query={asked}>
        {(found) => (
          <>
            <List
              caption="Who looked at me"
              rows={found.looks ?? []}
              keyOf={(row) => `${row.by} ${row.report} ${row.first_at}`}
              empty="Nobody has looked at you."
              columns={[
                { title: 'Who', cell: (row) => <bdi>{row.by_name ?? row.by}</bdi> },
                { title: 'What they saw', isWide: true, cell: (row) => row.report },
                { title: 'First', isDate: true, cell: (row) => (row.first_at ? instant(row.first_at) : '') },
                { title: 'Last', isDate: true, cell: (row) => (row.last_at ? instant(row.last_at) : '') },
                { title: 'Times', isNumber: true, cell: (row) => exact(row.times ?? 0) },
              ]}
            />
            <Pages part={found.page} onPage={setPage} />
          </>
        )}
      </Asked>
    </Section>
  );
}
