import Lozenge, { type ThemeAppearance } from '@atlaskit/lozenge';
import type { Schemas } from '../api/client';
import { List } from '../parts/List';

type Check = Schemas['Check'];

const OUTCOMES: Readonly<Record<Check['outcome'], readonly [ThemeAppearance, string]>> = {
  good: ['success', 'Works'],
  limited: ['moved', 'Limited'],
  bad: ['removed', 'Does not work'],
};

/** What was looked at, thing by thing, and what to mend. */
export function CheckList({ checks, caption }: { checks: readonly Check[]; caption: string }) {
  return (
    <List
      caption={caption}
      rows={checks}
      keyOf={(check) => check.name}
      empty="Nothing was looked at."
      columns={[
        { title: 'Looked at', cell: (check) => nameOf(check.name) },
        { title: 'Outcome', cell: (check) => <Outcome outcome={check.outcome} /> },
        { title: 'What it means', isWide: true, cell: (check) => check.says },
      ]}
    />
  );
}

function Outcome({ outcome }: { outcome: Check['outcome'] }) {
  const [appearance, says] = OUTCOMES[outcome];
  return <Lozenge appearance={appearance}>{says}</Lozenge>;
}

function nameOf(name: string): string {
  return name.replace(/^./, (first) => first.toUpperCase());
}
