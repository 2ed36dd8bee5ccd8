import type { Schemas } from '../api/client';
import { useMe } from '../app/me';
import { Link } from '../app/place';
import { Screen } from '../parts/Screen';
import { EmptyTiles } from './Tiles';

/** Nothing is known yet: the first reading has begun, or it failed before anything was known. */
export function NotRead({ progress }: { progress: Schemas['Progress'] }) {
  const isAdmin = useMe().data?.permissions.includes('admin') === true;
  if (!progress.failure) {
    return (
      <>
        <EmptyTiles />
        <Screen
          title="Reading who has a seat"
          says="The first rows show within seconds. This page fills by itself."
          isLoading
        />
      </>
    );
  }
  return (
    <Screen
      title="Cursor could not be read"
      says={progress.failure}
      actions={isAdmin ? <Link path="/admin/connection">Look at the connection</Link> : undefined}
    />
  );
}

/** Nothing is open to whoever looks. */
export function NothingOpen() {
  return (
    <Screen
      title="No report is open to you yet"
      says="A Jira admin opens it project by project, under Settings, Project Visibility. What is known of yourself you can always see."
      actions={<Link path="/own">My usage</Link>}
    />
  );
}

/** Everything was read, and there is nobody. */
export function NoSeats({ project }: { project: Schemas['ProjectPart'] | null }) {
  if (project === null) {
    return (
      <Screen
        title="There are no seats"
        says="The vendor’s roster is empty: invite your team there, then read again."
      />
    );
  }
  return (
    <Screen
      title={`Nobody in ${project.name} has a seat`}
      says={`The ${project.members} members (${project.members_by}) have no seat and no use in these days.`}
    />
  );
}

/** An admin is here first, and nothing is connected. */
export function FirstVisit() {
  return (
    <Screen
      title="Connect your Cursor team"
      says="It takes an Admin API key of your Cursor team. Then choose which projects may see a report: until you do, nobody sees anything."
      actions={<Link path="/admin/connection">Connect Cursor</Link>}
    />
  );
}
