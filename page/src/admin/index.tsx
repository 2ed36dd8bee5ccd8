import { type ComponentType, useEffect, useRef } from 'react';
import { useMe } from '../app/me';
import { Link, usePlace } from '../app/place';
import { Waiting } from '../app/Waiting';
import { Screen } from '../parts/Screen';
import { Audit } from './Audit';
import styles from './admin.module.css';
import { Connections } from './Connections';
import { Holds } from './Holds';
import { People } from './People';
import { Prices } from './Prices';
import { PrivacySettings } from './PrivacySettings';
import { Thresholds } from './Thresholds';
import { Tokens } from './Tokens';
import { Visibility } from './Visibility';

interface Page {
  readonly path: string;
  readonly title: string;
  readonly page: ComponentType;
  readonly needs: 'admin' | 'audit';
}

const PAGES: readonly Page[] = [
  { path: '/admin/connection', title: 'Connections', page: Connections, needs: 'admin' },
  { path: '/admin/visibility', title: 'Project Visibility', page: Visibility, needs: 'admin' },
  { path: '/admin/people', title: 'People', page: People, needs: 'admin' },
  { path: '/admin/thresholds', title: 'Thresholds', page: Thresholds, needs: 'admin' },
  { path: '/admin/prices', title: 'Prices and models', page: Prices, needs: 'admin' },
  { path: '/admin/holds', title: 'Holds', page: Holds, needs: 'admin' },
  { path: '/admin/privacy', title: 'Privacy', page: PrivacySettings, needs: 'admin' },
  { path: '/admin/tokens', title: 'API tokens', page: Tokens, needs: 'admin' },
  { path: '/admin/audit', title: 'Audit log', page: Audit, needs: 'audit' },
];

/** Everything that an admin sets, each thing on a page of its own. */
export default function AdminPage() {
  const { path } = usePlace();
  const permissions = useMe().data?.permissions;
  if (permissions === undefined) return <Waiting />;
  const open = PAGES.filter((one) => permissions.includes(one.needs));
  if (open.length === 0) return <ForAdmins />;
  const chosen = path === '/admin' ? open[0] : PAGES.find((one) => one.path === path);
  return (
    <div className={styles.admin}>
      <nav aria-label="Settings" className={styles.menu}>
        {open.map((one) => (
          <Link key={one.path} path={one.path} className={styles.entry} current={one === chosen}>
            {one.title}
          </Link>
        ))}
      </nav>
      <Chosen page={chosen} isOpen={chosen !== undefined && open.includes(chosen)} />
    </div>
  );
}

function Chosen({ page, isOpen }: { page: Page | undefined; isOpen: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollTo?.(0, 0);
    if (page !== undefined) document.title = `${page.title} – Settings – AI Adoption Analytics`;
  }, [page]);
  if (page === undefined) return <Screen title="There is no such page" says="Choose one of the settings beside." />;
  if (!isOpen) return <ForAdmins />;
  const Shown = page.page;
  return (
    <div ref={place} className={styles.page}>
      <Shown />
    </div>
  );
}

/** The refusal: the same for everybody who is no admin. */
function ForAdmins() {
  return (
    <Screen
      title="Settings are for Jira admins"
      says="Only whoever administers Jira sees and changes them. What is known of yourself, and what is read at all, you can always see."
      actions={
        <span className={styles.ways}>
          <Link path="/own">My usage</Link>
          <Link path="/privacy">What is read</Link>
        </span>
      }
    />
  );
}
