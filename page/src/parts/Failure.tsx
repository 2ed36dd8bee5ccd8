import Button from '@atlaskit/button/new';
import { Problem, sentenceOf, Unreachable } from '../api/problems';
import { Link, useHome } from '../app/place';
import { Screen } from './Screen';

interface FailureProps {
  error: unknown;
  again?: () => void;
}

const NO_PAGE_YET = 422;

/** The screen for whatever went wrong while there was nothing to show yet. */
export function Failure({ error, again }: FailureProps) {
  const retry = again === undefined ? undefined : <Button onClick={again}>Try again</Button>;
  if (error instanceof Problem && error.status === 401) return <SignedOut />;
  if (error instanceof Unreachable) return <Away again={retry} />;
  if (error instanceof Problem && error.status === 404) return <NotOpen says={sentenceOf(error)} again={retry} />;
  return <Screen title={titleOf(error)} says={sentenceOf(error)} actions={retry} />;
}

function titleOf(error: unknown): string {
  if (!(error instanceof Problem)) return 'The page failed';
  if (error.status === NO_PAGE_YET || error.status === 400) return 'That cannot be answered';
  if (error.status === 429) return 'Too many questions at once';
  if (error.status === 502 || error.status === 504) return 'Jira or Cursor does not answer';
  if (error.status === 503) return 'Not just now';
  return 'The service failed';
}

/** The refusal: the same whether a thing is there or not. What is known of oneself is open to everybody. */
function NotOpen({ says, again }: { says: string; again: React.ReactNode }) {
  return (
    <Screen
      title="There is nothing here for you to see"
      says={`${says} A Jira admin opens a project’s report, to its members; what is known of you, you always see.`}
      actions={
        <>
          {again} <Link path="/own">My usage</Link>
        </>
      }
    />
  );
}

function Away({ again }: { again: React.ReactNode }) {
  const { inJira } = useHome();
  const says = inJira
    ? 'Jira could not reach the service that makes this report. Try again; if it stays away, tell whoever runs it.'
    : 'The network or the service is away. This page tries again by itself.';
  return <Screen title="The service cannot be reached" says={says} actions={again} />;
}

/** Nobody is signed in, or not any more: back to exactly this place afterwards. */
export function SignedOut() {
  const { signIn, inJira, history } = useHome();
  if (inJira) {
    return (
      <Screen
        title="Jira is not known to the service"
        says="The service did not accept what Jira said of this page. Whoever runs it has to allow this installation: seatlight sites allow-installation."
      />
    );
  }
  if (signIn === null) {
    return (
      <Screen
        title="Nobody can sign in here yet"
        says="This service takes API tokens only. Whoever runs it can set up a sign-in, or start it with --local on their own machine."
      />
    );
  }
  const { path, search } = history.now();
  const address = `${signIn}?return_to=${encodeURIComponent(path + search)}`;
  return (
    <Screen
      title="You are signed out"
      says="Sign in, and you come back to this place."
      actions={
        <Button appearance="primary" onClick={() => globalThis.location.assign(address)}>
          Sign in
        </Button>
      }
    />
  );
}
