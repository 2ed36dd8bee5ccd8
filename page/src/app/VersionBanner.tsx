import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useMe } from './me';
import { useHome } from './place';

/** Says when page and service are not of one version: what is shown then may be wrong in parts. */
export function VersionBanner() {
  const { inJira } = useHome();
  const answered = useMe().data?.version;
  if (answered === undefined || answered === __PAGE_VERSION__) return null;
  const says = inJira
    ? `This page is of version ${__PAGE_VERSION__}, the service of ${answered}. Load it again; if this stays, an admin has to deploy the page once more.`
    : `This page is of version ${__PAGE_VERSION__}, the service of ${answered} by now.`;
  return (
    <aside aria-label="Version of the page">
      <SectionMessage appearance="warning" title="A new version is here">
        <p>{says}</p>
        <Button onClick={() => globalThis.location.reload()}>Load the page again</Button>
      </SectionMessage>
    </aside>
  );
}
