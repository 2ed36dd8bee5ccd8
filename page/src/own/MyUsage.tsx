import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { given, type Schemas, useApi } from '../api/client';
import { Asked } from '../parts/Asked';
import type { Question } from '../parts/question';
import { DeveloperDetail } from '../report/DeveloperDetail';
import styles from './own.module.css';

type One = Schemas['OneDeveloper'] | Schemas['NothingYet'];

interface MyUsageProps {
  report: Schemas['Report'];
  row: Schemas['Developer'];
  question: Question;
}

/** The same as a lead sees of a developer, for oneself. */
export function MyUsage({ report, row, question }: MyUsageProps) {
  const api = useApi();
  const developerId = row.developer_id ?? '';
  const asked = useQuery<One>({
    queryKey: ['report', 'mine', 'developer', developerId, question, report.freshness.as_of],
    queryFn: () =>
      given<One>(
        api.GET('/api/v1/developer', { params: { query: { ...question, mine: true, developer_id: developerId } } }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <div className={styles.detail}>
      <Asked query={asked}>
        {(found) =>
          'schema' in found ? (
            <DeveloperDetail
              row={found.developers?.[0] ?? row}
              document={found}
              currency={report.team?.currency ?? 'USD'}
            />
          ) : null
        }
      </Asked>
    </div>
  );
}
