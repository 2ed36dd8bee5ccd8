import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';
import { Problem, sentenceOf, Unreachable } from '../api/problems';
import { useHome } from '../app/place';
import { instant } from '../parts/format';

/** What was shown stays; this says since when, and why nothing newer came. */
export function KeptAfterFailure({ error, since }: { error: unknown; since: number }) {
  const { signIn, history } = useHome();
  const at = instant(new Date(since).toISOString());
  if (error instanceof Problem && error.status === 401) {
    const { path, search } = history.now();
    const address = signIn === null ? undefined : `${signIn}?return_to=${encodeURIComponent(path + search)}`;
    return (
      <SectionMessage
        appearance="warning"
        title="You are signed out"
        actions={
          address === undefined
            ? []
            : [
                <SectionMessageAction key="in" href={address}>
                  Sign in again
                </SectionMessageAction>,
              ]
        }
      >
        <p>What you see was known at {at}.</p>
      </SectionMessage>
    );
  }
  const title = error instanceof Unreachable ? 'The connection is lost' : 'Nothing newer could be had';
  return (
    <SectionMessage appearance="warning" title={title}>
      <p>
        {sentenceOf(error)} What you see was known at {at}; this page tries again by itself.
      </p>
    </SectionMessage>
  );
}
