import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useMemo } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { useMe, useSubject } from '../app/me';
import { useGo, usePlace } from '../app/place';
import { Failure } from '../parts/Failure';
import { type Question, useQuestion } from '../parts/question';
import { RangePicker } from '../parts/RangePicker';
import { Breakdown } from './Breakdown';
import { Groups } from './Groups';
import styles from './index.module.css';
import { KeptAfterFailure } from './KeptAfterFailure';
import { Standing } from './Standing';
import { FirstVisit, NoSeats, NothingOpen, NotRead } from './screens';
import { EmptyTiles, Tiles } from './Tiles';
import { type Answer, isReport, useReport } from './useReport';
import { type View, viewOf } from './view';

const Drawer = lazy(() => import('./Drawer'));

/** The report page: the team, and a row per developer. */
export default function ReportPage() {
  const question = useQuestion();
  const subject = useSubject();
  const projectless = subject?.kind === 'nothing';
  return (
    <div className={styles.page}>
      <RangePicker />
      {projectless ? <NothingOpen /> : question === null ? <EmptyTiles /> : <Asked question={question} />}
    </div>
  );
}

function Asked({ question }: { question: Question }) {
  const { query } = usePlace();
  const view = useMemo(() => viewOf(query), [query]);
  const asked = useReport(question, view);
  const refresh = useRefresh(question);
  const me = useMe().data;
  if (asked.data === undefined) {
    if (!asked.isError) return <EmptyTiles />;
    if (isUnconnected(asked.error, me)) return <FirstVisit />;
    return (
      <>
        <Failure error={asked.error} again={() => void asked.refetch()} />
        <UsualDays question={question} />
      </>
    );
  }
  return (
    <>
      {asked.isError ? <KeptAfterFailure error={asked.error} since={asked.dataUpdatedAt} /> : null}
      <Standing freshness={asked.data.freshness} progress={asked.data.progress ?? null} onRefresh={refresh} />
      <Answered answer={asked.data} question={question} view={view} isStale={asked.isPlaceholderData} />
      <OpenDeveloper question={question} answer={asked.data} />
    </>
  );
}

interface AnsweredProps {
  answer: Answer;
  question: Question;
  view: View;
  isStale: boolean;
}

function Answered({ answer, question, view, isStale }: AnsweredProps): ReactNode {
  if (!isReport(answer)) return <NotRead progress={answer.progress} />;
  if (answer.shown_as === 'groups') return <Groups report={answer} />;
  const isEmpty = answer.freshness.complete && answer.page?.rows === 0;
  if (isEmpty) return <NoSeats project={answer.project ?? null} />;
  const days = answer.window?.days ?? 0;
  return (
    <>
      {answer.team ? <Tiles team={answer.team} days={days} isComplete={answer.freshness.complete} /> : null}
      <Limits report={answer} />
      <Breakdown report={answer} question={question} view={view} isStale={isStale} />
    </>
  );
}

/** What this range cannot answer, and whom it is about. */
function Limits({ report }: { report: Schemas['Report'] }) {
  const says: string[] = [];
  if (report.window && !report.window.previous) {
    says.push('The days before are out of the vendor’s reach, so there is no trend.');
  }
  if (report.project) {
    says.push(
      `About the ${report.project.members} members of ${report.project.name}: ${report.project.members_by}. A row shows all use of a person, whatever project it was for.`,
    );
  }
  if (report.shown_as === 'pseudonyms') says.push('Names are pseudonyms: casual protection, not anonymity.');
  return says.length === 0 ? null : <p className={styles.limits}>{says.join(' ')}</p>;
}

function OpenDeveloper({ question, answer }: { question: Question; answer: Answer }) {
  const { query } = usePlace();
  const go = useGo();
  const close = useCallback(() => go({ set: { developer: null } }), [go]);
  const developerId = query.get('developer');
  if (developerId === null || developerId === '') return null;
  const currency = (isReport(answer) ? answer.team?.currency : null) ?? 'USD';
  return (
    <Suspense fallback={null}>
      <Drawer question={question} developerId={developerId} currency={currency} onClose={close} />
    </Suspense>
  );
}

/** A way back from days that cannot be answered. */
function UsualDays({ question }: { question: Question }) {
  const go = useGo();
  if (question.days === 30) return null;
  return (
    <p className={styles.centred}>
      <button
        type="button"
        className={styles.link}
        onClick={() => go({ set: { days: '30', since: null, until: null } })}
      >
        Show the last 30 days
      </button>
    </p>
  );
}

function useRefresh(question: Question): () => void {
  const api = useApi();
  const queries = useQueryClient();
  return useCallback(() => {
    const { connection, ...days } = question;
    const body = { ...days, emails: [], own: false };
    const asked = given(api.POST('/api/v1/refresh', { params: { query: { connection } }, body }));
    void asked.finally(() => queries.invalidateQueries({ queryKey: ['report'] })).catch(() => undefined);
  }, [api, queries, question]);
}

function isUnconnected(error: unknown, me: Schemas['Me'] | undefined): boolean {
  return error instanceof Error && /connect cursor/i.test(error.message) && me?.permissions.includes('admin') === true;
}
