import Button from '@atlaskit/button/new';
import Select from '@atlaskit/select';
import Textfield from '@atlaskit/textfield';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { Asked } from '../parts/Asked';
import { Field } from '../parts/Field';
import { List } from '../parts/List';
import { Trouble } from '../parts/Trouble';
import { useDraft } from '../parts/useDraft';
import { useSave } from '../parts/useSave';
import styles from './admin.module.css';
import { TOUCHED } from './usePeople';

type Kind = Schemas['RuleKind'];
type Row = Schemas['AddressRuleRow'];

const EMPTY = { kind: 'plus_tag' as Kind, domain: '', other: '' };
const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'plus_tag', label: 'Plus-tags of a domain' },
  { value: 'same_domain', label: 'One domain stands for another' },
];

/** The address rules: no address is bent without one. */
export function AddressRules() {
  const api = useApi();
  const query = useQuery({
    queryKey: ['people', 'rules'],
    queryFn: () => given(api.GET('/api/v1/people/rules', { params: { query: { size: 1000 } } })),
  });
  return (
    <>
      <AddRule />
      <Asked query={query}>{(found) => <Rules rows={found.rules ?? []} />}</Asked>
    </>
  );
}

/** What a rule says. */
export function wordsOf(rule: { kind?: string | null; domain?: string | null; other?: string | null }): string {
  if (rule.kind === 'plus_tag') return `name+anything@${rule.domain} is name@${rule.domain}`;
  return `name@${rule.domain} at Cursor is name@${rule.other} in Jira`;
}

function Rules({ rows }: { rows: readonly Row[] }) {
  const api = useApi();
  const removing = useSave((row: Row) => {
    const query = { kind: row.kind as Kind, domain: row.domain ?? '', ...(row.other ? { other: row.other } : {}) };
    return given(api.DELETE('/api/v1/people/rules', { params: { query } }));
  }, TOUCHED);
  return (
    <>
      <Trouble error={removing.error} />
      <List
        caption="Address rules"
        rows={rows}
        keyOf={wordsOf}
        empty="There is no rule: addresses have to be equal, letter by letter."
        columns={[
          { title: 'Rule', isWide: true, cell: wordsOf },
          {
            title: 'Actions',
            isHidden: true,
            cell: (row) => (
              <Button appearance="subtle" isDisabled={removing.isBusy} onClick={() => void removing.run(row)}>
                Remove
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}

function AddRule() {
  const api = useApi();
  const [rule, setRule, forget] = useDraft('rule', EMPTY);
  const saving = useSave(() => {
    const other = rule.kind === 'plus_tag' ? null : rule.other.trim();
    return given(api.POST('/api/v1/people/rules', { body: { kind: rule.kind, domain: rule.domain.trim(), other } }));
  }, TOUCHED);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await saving.run(undefined)) forget();
  };
  const isWhole = rule.domain.trim() !== '' && (rule.kind === 'plus_tag' || rule.other.trim() !== '');
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <div className={styles.columns}>
        <Field label="Rule">
          {({ id }) => (
            <Select
              inputId={id}
              options={KINDS}
              value={KINDS.find((one) => one.value === rule.kind) ?? null}
              onChange={(one) => setRule({ ...rule, kind: one?.value ?? 'plus_tag' })}
            />
          )}
        </Field>
        <Field label="Domain at Cursor" hint="Such as example.org." error={saving.error}>
          {({ id, describedBy }) => (
            <Textfield
              id={id}
              value={rule.domain}
              maxLength={253}
              isInvalid={saving.error !== null}
              aria-describedby={describedBy}
              onChange={(event) => setRule({ ...rule, domain: event.currentTarget.value })}
            />
          )}
        </Field>
        {rule.kind === 'plus_tag' ? null : (
          <Field label="Domain in Jira">
            {({ id }) => (
              <Textfield
                id={id}
                value={rule.other}
                maxLength={253}
                onChange={(event) => setRule({ ...rule, other: event.currentTarget.value })}
              />
            )}
          </Field>
        )}
      </div>
      <span className={styles.row}>
        <Button type="submit" appearance="primary" isLoading={saving.isBusy} isDisabled={!isWhole}>
          Add the rule
        </Button>
        <span className={styles.subtle}>
          {wordsOf({ kind: rule.kind, domain: rule.domain || '…', other: rule.other || '…' })}
        </span>
      </span>
    </form>
  );
}
