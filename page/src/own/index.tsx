import { useQuery } from '@tanstack/react-query';
import { given, type Schemas, useApi } from '../api/client';
import { useMe } from '../app/me';
import { Link, usePlace } from '../app/place';
import { Asked } from '../parts/Asked';
import { daysOf, type Question } from '../parts/question';
import { RangePicker } from '../parts/RangePicker';
import { Screen } from '../parts/Screen';
import { Section } from '../parts/Section';
import { Looks } from './Looks';
import { MyUsage } from './MyUsage';
import styles from './own.module.css';
import { WhatIsKnown } from './WhatIsKnown';

type Answer = Schemas['Report'] | Schemas['NothingYet'];
const WHILE_READING = 2_000;

/** What is known of whoever looks, and who else looked. */
export default function OwnPage() {
  const me = useMe();
  return (
    <Asked query={me}>
      {(found) => (found.account_id === null ? <WithoutAccount kind={found.kind} /> : <Mine name={found.name} />)}
    </Asked>
  );
}

function WithoutAccount({ kind }: { kind: Schemas['Me']['kind'] }) {
  const says =
    kind === 'operator'
      ? 'You came in as the operator of this machine. Your own usage shows where you are known by a Jira account: in Jira, or where you signed in.'
      : 'You are not known by a Jira account here, so nothing is known of you.';
  return (
    <Screen title="There is no usage of yours here" says={says} actions={<Link path="/privacy">What is read</Link>} />
  );
}

function Mine({ name }: { name: string }) {
  const { query } = usePlace();
  const days = daysOf(query);
  const connection = query.get('connection');
  const question: Question = { ...days, ...(connection ? { connection } : {}) };
  const asked = useMine(question);
  return (
    <div className={styles.page}>
      <Section
        level={2}
        title="My usage"
        says="What is known of you, and nobody else’s numbers. You can always see this page, whatever is open to others."
        actions={<RangePicker />}
      >
        <Asked query={asked}>{(answer) => <Told answer={answer} question={question} name={name} />}</Asked>
      </Section>
      <Looks />
    </div>
  );
}

function useMine(question: Question) {
  const api = useApi();
  return useQuery<Answer>({
    queryKey: ['report', 'mine', question],
    queryFn: () =>
      given<Answer>(api.GET('/api/v1/report', { params: { query: { ...question, mine: true, strips: true } } })),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (isUnfinished(state.data) ? WHILE_READING : false),
  });
}

function isUnfinished(answer: Answer | undefined): boolean {
  return answer !== undefined && (answer.progress?.reading === true || !('schema' in answer));
}

function Told({ answer, question, name }: { answer: Answer; question: Question; name: string }) {
  if (!('schema' in answer)) {
    return (
      <Screen
        title={answer.progress.failure ? 'Cursor could not be read' : 'Being read'}
        says={answer.progress.failure ?? 'Nothing is known yet. This page fills by itself.'}
        isLoading={!answer.progress.failure}
      />
    );
  }
  const row = answer.developers?.[0];
  if (row === undefined) return <NothingOfMine name={name} answer={answer} />;
  return (
    <>
      <MyUsage report={answer} row={row} question={question} />
      <WhatIsKnown report={answer} row={row} />
    </>
  );
}

function NothingOfMine({ answer }: { name: string; answer: Schemas['Report'] }) {
  const so = answer.freshness.complete ? '' : ' so far';
  return (
    <Screen
      title={`Nothing is known of you${so}`}
      says="No seat and no use is matched to your Jira account. If you use Cursor under another address, an admin can match it."
    />
  );
}
