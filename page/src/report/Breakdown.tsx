import Button from '@atlaskit/button/new';
import { useMemo, useRef, useState } from 'react';
import type { Schemas } from '../api/client';
import { useGo } from '../app/place';
import type { Question } from '../parts/question';
import { Screen } from '../parts/Screen';
import styles from './Breakdown.module.css';
import type { Surroundings } from './cells';
import { type Column, shownColumns } from './columns';
import { Pager } from './Pager';
import { isOutOfOrder, steady } from './steady';
import { Table } from './Table';
import { Toolbar } from './Toolbar';
import { useLayout } from './useLayout';
import { nextOrder, type View } from './view';

interface BreakdownProps {
  report: Schemas['Report'];
  question: Question;
  view: View;
  isStale: boolean;
}

/** The Developer Breakdown: a row per developer, with all that narrows, orders and opens it. */
export function Breakdown({ report, question, view, isStale }: BreakdownProps) {
  const go = useGo();
  const layout = useLayout();
  const around = useSurroundings(report);
  const catalogue = report.columns?.developers ?? [];
  const { rows, isMoved, settle } = useSteadyRows(report, question, view, isStale);
  const part = report.page;
  if (part === null || part === undefined) return null;
  return (
    <section aria-labelledby="breakdown">
      <div className={styles.head}>
        <h2 id="breakdown" className={styles.title}>
          Developer Breakdown
        </h2>
        {isMoved ? (
          <Button appearance="subtle" spacing="compact" onClick={settle}>
            Figures have changed: sort again
          </Button>
        ) : null}
      </div>
      <Toolbar question={question} view={view} part={part} catalogue={catalogue} layout={layout} />
      {part.fitting === 0 ? (
        <Screen title="Nobody fits" says="No developer has all of what is asked for. Take a filter away." />
      ) : (
        <Table
          columns={shownColumns(catalogue, layout.columns)}
          rows={rows}
          view={view}
          density={layout.density}
          around={around}
          isStale={isStale}
          onSort={(column: Column) => go({ set: { sort: nextOrder(view, column.key, column.kind), page: null } })}
          onOpen={(row) => go({ set: { developer: row.developer_id ?? null } })}
        />
      )}
      <Pager
        part={part}
        onPage={(page) => go({ set: { page: page === 1 ? null : String(page) } })}
        onSize={(size) => go({ set: { size: String(size), page: null } })}
      />
    </section>
  );
}

function useSurroundings(report: Schemas['Report']): Surroundings {
  return useMemo(
    () => ({
      isComplete: report.freshness.complete,
      currency: report.team?.currency ?? 'USD',
      strip: report.strip ? { firstOn: report.strip.first_on, off: new Set(report.strip.off) } : null,
    }),
    [report],
  );
}

const idOf = (row: Schemas['Developer']): string => row.developer_id ?? '';

/** The rows in steady places while figures come in; `settle` takes the order that the figures ask for now. */
function useSteadyRows(report: Schemas['Report'], question: Question, view: View, isStale: boolean) {
  const [, redraw] = useState(0);
  const kept = useRef<{ asked: string; ids: readonly string[] }>({ asked: '', ids: [] });
  const rows = report.developers ?? [];
  const asked = JSON.stringify([question, view]);
  if (isStale) {
    const before = steady(kept.current.ids, rows, idOf);
    return { rows: before, isMoved: false, settle: () => undefined };
  }
  const before = kept.current.asked === asked ? kept.current.ids : [];
  const shown = steady(before, rows, idOf);
  kept.current = { asked, ids: shown.map(idOf) };
  const settle = (): void => {
    kept.current = { asked: '', ids: [] };
    redraw((times) => times + 1);
  };
  return { rows: shown, isMoved: isOutOfOrder(shown, rows, idOf), settle };
}
