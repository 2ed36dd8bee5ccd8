import Button from '@atlaskit/button/new';
import { Component, type ReactNode } from 'react';
import { Failure } from '../parts/Failure';
import { Screen } from '../parts/Screen';

interface GuardedProps {
  /** Whatever changes when the viewer goes somewhere else: then it is tried again. */
  at: string;
  children: ReactNode;
}

interface Failed {
  error: unknown;
  at: string;
}

/** Catches what fails while it is drawn: never a blank page. */
export class Guarded extends Component<GuardedProps, { failed: Failed | null }> {
  override state: { failed: Failed | null } = { failed: null };

  static getDerivedStateFromError(error: unknown): { failed: Failed } {
    return { failed: { error, at: '' } };
  }

  override componentDidUpdate(before: GuardedProps): void {
    if (before.at !== this.props.at && this.state.failed !== null) this.setState({ failed: null });
  }

  override render(): ReactNode {
    if (this.state.failed === null) return this.props.children;
    return isStale(this.state.failed.error) ? (
      <Stale />
    ) : (
      <Failure error={this.state.failed.error} again={this.again} />
    );
  }

  private readonly again = (): void => this.setState({ failed: null });
}

/** A part of the page that is not there any more: a new version took its place while this one was open. */
function isStale(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
}

function Stale() {
  return (
    <Screen
      title="A part of the page could not be loaded"
      says="Either the network is away, or a new version of the page took the place of this one."
      actions={
        <Button appearance="primary" onClick={() => globalThis.location.reload()}>
          Load the page again
        </Button>
      }
    />
  );
}
