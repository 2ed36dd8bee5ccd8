import type { Schemas } from '../api/client';

export type Mode = Schemas['Mode'];

/** The modes from the widest to the narrowest, each in plain words. */
export const MODES: readonly { key: Mode; title: string; says: string }[] = [
  {
    key: 'members',
    title: 'Members',
    says: 'Members of an open project, its leads and Jira admins see one row per developer of the project, with names.',
  },
  {
    key: 'leads',
    title: 'Leads only',
    says: 'The project’s lead, its administrators and Jira admins see rows with names. Other members see nothing of anybody else.',
  },
  {
    key: 'pseudonyms',
    title: 'Pseudonyms',
    says: 'Everybody who may look sees rows under pseudonyms. That is casual protection: whoever knows how much a colleague uses still knows the row. Only a Jira admin who acts on a row sees the name.',
  },
  {
    key: 'groups',
    title: 'Groups',
    says: 'Nobody sees single people: figures are about groups in fixed ranges of active days, without filters, so that differences give nothing away.',
  },
  {
    key: 'self',
    title: 'Only oneself',
    says: 'Everybody sees their own row and no other, Jira admins too.',
  },
];

/** What a mode is called. */
export function titleOfMode(mode: string | null | undefined): string {
  return MODES.find((one) => one.key === mode)?.title ?? 'As the site';
}

interface Opening {
  /** How many members the project has; null while that is not known. */
  members: number | null;
  membersBy: string;
  site: Mode;
  project: Mode | null;
  groupOf: number | null;
  standsIn: boolean;
}

/** Who will see what once a project is open, sentence by sentence: the mode of the site and its own both hold. */
export function whoWillSee(opening: Opening): string[] {
  const modes = new Set<Mode>([opening.site, opening.project ?? opening.site]);
  return [...whoLooks(opening, modes), whatIsShown(opening, modes), ABOUT_ROWS];
}

const ABOUT_ROWS =
  'A row shows a person’s whole use of Cursor, because Cursor knows no projects. Every look at people’s data is noted, and whoever was looked at can see it.';

function whoLooks(opening: Opening, modes: ReadonlySet<Mode>): string[] {
  if (modes.has('self')) return ['Everybody in the project sees the own row, and nobody else’s.'];
  if (opening.standsIn) return ['The chosen roles cannot be read, so only Jira admins will see a report.'];
  const members = membersOf(opening);
  if (modes.has('leads'))
    return ['The project’s lead, its administrators and Jira admins will see it; other members will not.'];
  if (opening.members === 0) return [`${members}. Its lead, its administrators and Jira admins will see the report.`];
  return [
    `${members} who can browse the project, its lead, its administrators and Jira admins will see it. Nobody else.`,
  ];
}

function membersOf({ members, membersBy }: Opening): string {
  if (members === null) return 'Its members';
  if (members === 0) return `It has no members now (${membersBy})`;
  return members === 1 ? `Its one member (${membersBy})` : `Its ${members} members (${membersBy})`;
}

function whatIsShown(opening: Opening, modes: ReadonlySet<Mode>): string {
  if (modes.has('self')) return 'Nothing is told of anybody else, not even sums.';
  if (opening.members === 0) return 'There are no rows in it until somebody becomes a member.';
  if (modes.has('groups')) {
    const least = opening.groupOf === null ? 'a few' : `at least ${opening.groupOf}`;
    return `They see groups of ${least} people in ranges of active days, and nobody in particular.`;
  }
  if (modes.has('pseudonyms')) return `They see one row for each member who has a seat or usage, under a pseudonym.`;
  return `They see one row for each member who has a seat or usage, with the name.`;
}
