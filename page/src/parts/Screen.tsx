import EmptyState from '@atlaskit/empty-state';
import type { ReactNode } from 'react';

interface ScreenProps {
  title: string;
  /** What happened, and what to do next. */
  says: ReactNode;
  actions?: ReactNode;
  isLoading?: boolean;
}

/** A whole screen that has no figures to show: why, and the next step. */
export function Screen({ title, says, actions, isLoading = false }: ScreenProps) {
  return (
    <EmptyState
      header={title}
      headingLevel={2}
      description={says}
      primaryAction={actions}
      isLoading={isLoading}
      width="wide"
    />
  );
}
