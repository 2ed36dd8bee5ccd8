import Select from '@atlaskit/select';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { Field } from '../parts/Field';
import type { Candidate } from './Settle';

type Account = Schemas['AccountRow'];
interface Choice {
  value: string;
  label: string;
  account: Account;
}

const PAUSE = 250;

/** Finds an account of Jira by name or address. */
export function AccountSearch({ onFound }: { onFound: (one: Candidate) => void }) {
  const api = useApi();
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useQuery({
    queryKey: ['accounts', search],
    queryFn: () => given(api.GET('/api/v1/people/accounts', { params: { query: { search, size: 20 } } })),
    enabled: search.length > 1,
    placeholderData: (before) => before,
  });
  const options = search.length > 1 ? (found.data?.accounts ?? []).map(choiceOf) : [];
  return (
    <Field label="Another account" error={found.error}>
      {({ id }) => (
        <Select<Choice>
          inputId={id}
          options={options}
          value={null}
          isLoading={found.isFetching}
          inputValue={text}
          onInputChange={(next, { action }) => {
            if (action === 'input-change') setText(next);
          }}
          filterOption={() => true}
          onChange={(one) => {
            if (one === null) return;
            setText('');
            onFound({ accountId: one.value, name: one.account.name ?? one.value, why: one.account.email ?? one.value });
          }}
          noOptionsMessage={() => (search.length > 1 ? 'Jira lists nobody like that' : 'Type a name or an address')}
          placeholder="Type a name or an address"
          menuPosition="fixed"
        />
      )}
    </Field>
  );
}

function choiceOf(account: Account): Choice {
  const parts = [account.name ?? '', account.email ?? '', account.active === false ? 'deactivated' : ''];
  return { value: account.account_id ?? '', label: parts.filter(Boolean).join(' · '), account };
}
