import { useState } from 'react';
import { given, useApi } from '../api/client';
import { Dialog } from '../parts/Dialog';
import { useDraft } from '../parts/useDraft';
import { useSave } from '../parts/useSave';
import { AccountSearch } from './AccountSearch';
import styles from './admin.module.css';
import { nameOf, type OpenRow } from './OpenMatches';
import { ReasonField } from './ReasonField';
import { TOUCHED } from './usePeople';

interface SettleProps {
  row: OpenRow;
  onClose: () => void;
  onDone: (says: string) => void;
}

/** An account to choose: who it is, and why it stands here. */
export interface Candidate {
  readonly accountId: string;
  readonly name: string;
  readonly why: string;
}

const NOBODY = 'nobody';

/** Decides about one address: whose it is, that it is nobody's, or whose it is not; with a reason. */
export function Settle({ row, onClose, onDone }: SettleProps) {
  const api = useApi();
  const email = row.email ?? '';
  const [found, setFound] = useState<Candidate | null>(null);
  const candidates = candidatesOf(row, found);
  const [chosen, setChosen] = useState<string | null>(
    candidates.length === 1 ? (candidates[0]?.accountId ?? null) : null,
  );
  const [isRejected, setRejected] = useState(false);
  const [reason, setReason, forget] = useDraft(`settle.${email}`, '');
  const saving = useSave(async () => {
    if (isRejected && chosen !== null && chosen !== NOBODY) {
      return given(api.POST('/api/v1/people/reject', { body: { email, account_id: chosen, reason } }));
    }
    const accountId = chosen === NOBODY ? null : chosen;
    return given(api.POST('/api/v1/people/confirm', { body: { email, account_id: accountId, reason } }));
  }, TOUCHED);
  const save = async (): Promise<void> => {
    if (chosen === null || !(await saving.run(undefined))) return;
    forget();
    onDone(toldOf(email, chosen, isRejected, candidates));
    onClose();
  };
  return (
    <Dialog
      title={`Whose is ${email}?`}
      does={isRejected && chosen !== NOBODY ? 'It is not theirs' : chosen === NOBODY ? 'It is nobody’s' : 'Confirm'}
      width="large"
      isBusy={saving.isBusy}
      isDisabled={chosen === null}
      error={saving.error}
      onDo={() => void save()}
      onClose={onClose}
    >
      <p>
        {row.came_of_it} <strong>Next: {row.next_action}.</strong>
      </p>
      <Choices candidates={candidates} chosen={chosen} onChoose={setChosen} />
      <AccountSearch
        onFound={(one) => {
          setFound(one);
          setChosen(one.accountId);
        }}
      />
      {chosen === null || chosen === NOBODY ? null : (
        <label className={styles.row}>
          <input type="checkbox" checked={isRejected} onChange={(event) => setRejected(event.target.checked)} />
          This account is the wrong one: never match or propose it for this address again
        </label>
      )}
      <ReasonField reason={reason} onChange={setReason} />
    </Dialog>
  );
}

interface ChoicesProps {
  candidates: readonly Candidate[];
  chosen: string | null;
  onChoose: (accountId: string) => void;
}

function Choices({ candidates, chosen, onChoose }: ChoicesProps) {
  const nobody = {
    accountId: NOBODY,
    name: 'Nobody’s',
    why: 'a shared address, a robot, somebody outside the company',
  };
  return (
    <fieldset className={styles.choices}>
      <legend>It belongs to</legend>
      {[...candidates, nobody].map((one) => (
        <label key={one.accountId} className={styles.choice}>
          <input
            type="radio"
            name="account"
            checked={chosen === one.accountId}
            onChange={() => onChoose(one.accountId)}
          />
          <strong>
            <bdi>{one.name}</bdi>
          </strong>
          <small>
            {one.why}
            {candidates.filter((other) => other.name === one.name).length > 1 ? `, account ${one.accountId}` : ''}
          </small>
        </label>
      ))}
    </fieldset>
  );
}

/** Everybody who may be meant, each once: those concerned, those proposed, whoever was looked for. */
export function candidatesOf(row: OpenRow, found: Candidate | null): Candidate[] {
  const concerned = (row.account_ids ?? []).map((accountId, place) => ({
    accountId,
    name: row.account_names?.[place] || accountId,
    why: 'the evidence names this account',
  }));
  const proposed = (row.proposed_ids ?? []).map((accountId, place) => {
    const [name = accountId, ...why] = nameOf(row.proposals?.[place] ?? accountId, accountId).split(', ');
    return { accountId, name, why: why.join(', ') };
  });
  const all = [...concerned, ...proposed, ...(found === null ? [] : [found])];
  return all.filter((one, place) => all.findIndex((other) => other.accountId === one.accountId) === place);
}

function toldOf(email: string, chosen: string, isRejected: boolean, candidates: readonly Candidate[]): string {
  const name = candidates.find((one) => one.accountId === chosen)?.name ?? chosen;
  if (chosen === NOBODY) return `${email} is nobody’s.`;
  return isRejected ? `${email} is not ${name}’s.` : `${email} is ${name}’s.`;
}
