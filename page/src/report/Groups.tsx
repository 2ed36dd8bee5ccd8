import type { Schemas } from '../api/client';
import { exact, short } from '../parts/format';
import { Screen } from '../parts/Screen';
import styles from './Groups.module.css';

/** Figures about groups alone, where the site shows no more. */
export function Groups({ report }: { report: Schemas['Report'] }) {
  const groups = report.groups ?? [];
  if (groups.length === 0) {
    return <Screen title="There are too few people to show" says={(report.freshness.notes ?? []).join(' ')} />;
  }
  return (
    <section aria-labelledby="groups">
      <h2 id="groups" className={styles.title}>
        Developers in groups
      </h2>
      <table className={styles.groups}>
        <thead>
          <tr>
            <th scope="col">Active days</th>
            <th scope="col">Developers</th>
            <th scope="col">Tokens</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.active_days}>
              <th scope="row">{group.active_days}</th>
              <td>{exact(group.developers ?? 0)}</td>
              <td title={exact(group.total_tokens ?? 0)}>{short(group.total_tokens ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
