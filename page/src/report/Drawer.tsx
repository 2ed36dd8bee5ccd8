import { Drawer as AtlaskitDrawer, DrawerCloseButton, DrawerContent, DrawerSidebar } from '@atlaskit/drawer';
import type { Schemas } from '../api/client';
import { Waiting } from '../app/Waiting';
import { Failure } from '../parts/Failure';
import type { Question } from '../parts/question';
import { Screen } from '../parts/Screen';
import { DeveloperDetail } from './DeveloperDetail';
import { useDeveloper } from './useDeveloper';

interface DrawerProps {
  question: Question;
  developerId: string;
  currency: string;
  onClose: () => void;
}

/** One developer beside the table: the daily picture, models, acceptance by kind, what was decided. */
export default function Drawer({ question, developerId, currency, onClose }: DrawerProps) {
  return (
    <AtlaskitDrawer
      isOpen
      onClose={onClose}
      width="wide"
      enterFrom="right"
      label="Developer"
      testId="developer-drawer"
      autoFocusFirstElem
    >
      <DrawerSidebar>
        <DrawerCloseButton label="Close" />
      </DrawerSidebar>
      <DrawerContent scrollContentLabel="Developer">
        <Content question={question} developerId={developerId} currency={currency} />
      </DrawerContent>
    </AtlaskitDrawer>
  );
}

function Content({ question, developerId, currency }: Omit<DrawerProps, 'onClose'>) {
  const asked = useDeveloper(question, developerId);
  if (asked.isError && asked.data === undefined) {
    return <Failure error={asked.error} again={() => void asked.refetch()} />;
  }
  if (asked.data === undefined) return <Waiting />;
  const row = 'developers' in asked.data ? asked.data.developers?.[0] : undefined;
  if (row === undefined) return <Screen title="Nothing is known yet" says="It is being read; this fills by itself." />;
  return <DeveloperDetail row={row} document={asked.data as Schemas['OneDeveloper']} currency={currency} />;
}
