import { type ReactNode, useEffect } from 'react';
import { AccountMenu } from './AccountMenu';
import { AREAS, type Area } from './areas';
import styles from './Frame.module.css';
import { useMe } from './me';
import { ConnectionSwitch, ProjectSwitch } from './ProjectSwitch';
import { Link, useHome } from './place';
import { VersionBanner } from './VersionBanner';

interface FrameProps {
  area: Area | undefined;
  children: ReactNode;
}

/** What stands around every area: where one is, where one can go, who one is. */
export function Frame({ area, children }: FrameProps) {
  const { inJira } = useHome();
  useEffect(() => {
    document.title = area === undefined ? 'AI Adoption Analytics' : `${area.title} – AI Adoption Analytics`;
  }, [area]);
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        Skip to the content
      </a>
      <VersionBanner />
      <header className={styles.header}>
        <div className={styles.top}>
          <h1 className={styles.name}>AI Adoption Analytics</h1>
          <ConnectionSwitch />
          <ProjectSwitch />
          {inJira ? null : <AccountMenu />}
        </div>
        <Navigation area={area} />
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Navigation({ area }: { area: Area | undefined }) {
  const permissions = useMe().data?.permissions;
  const { project } = useHome();
  const listed = AREAS.filter((one) => one.ofProject !== true || project !== null);
  const shown = listed.filter((one) => one.needs === null || permissions?.includes(one.needs));
  return (
    <nav aria-label="Areas" className={styles.nav}>
      {shown.map((one) => (
        <Link key={one.path} path={one.path} className={styles.area} current={one === area}>
          {one.title}
        </Link>
      ))}
    </nav>
  );
}
