import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { type Api, given, useApi } from '../api/client';
import { useDraft } from '../parts/useDraft';
import { type Change, changesOf, type Drafts, type Meaning, type Setting } from './settings';

export interface Settings {
  readonly meanings: readonly Meaning[];
  readonly settings: readonly Setting[];
}

/** Every setting with what it means. */
export function useSettings() {
  const api = useApi();
  return useQuery({
    queryKey: ['settings'],
    queryFn: async (): Promise<Settings> => {
      const [meanings, listed] = await Promise.all([
        given(api.GET('/api/v1/settings/meanings')),
        given(api.GET('/api/v1/settings', { params: { query: { size: 1000 } } })),
      ]);
      return { meanings, settings: listed.settings ?? [] };
    },
  });
}

/** The fields of some settings as they are being edited, and the way to save them. */
export interface Edited {
  readonly drafts: Drafts;
  readonly changes: readonly Change[];
  /** What the service said of a field the last time. */
  readonly errors: Readonly<Record<string, unknown>>;
  readonly isBusy: boolean;
  readonly says: string | null;
  readonly edit: (key: string, text: string) => void;
  readonly discard: () => void;
  readonly save: () => Promise<void>;
  /** Takes one back to what it is without. */
  readonly reset: (key: string) => Promise<void>;
}

/** Edits the settings of a section; what the service does not take stays typed, with its sentence beside it. */
export function useEdited(name: string, found: Settings, meanings: readonly Meaning[]): Edited {
  const api = useApi();
  const queries = useQueryClient();
  const [drafts, setDrafts, forget] = useDraft<Drafts>(`settings.${name}`, NONE);
  const [errors, setErrors] = useState<Readonly<Record<string, unknown>>>(NONE);
  const [isBusy, setBusy] = useState(false);
  const [says, setSays] = useState<string | null>(null);
  const busy = useRef(false);
  const changes = useMemo(() => changesOf(meanings, found.settings, drafts), [meanings, found, drafts]);

  const put = useCallback(
    async (wanted: readonly Change[], typed: Drafts): Promise<void> => {
      if (busy.current || wanted.length === 0) return;
      busy.current = true;
      setBusy(true);
      setSays(null);
      const failed = await inTurn(api, wanted);
      const kept = Object.keys(failed);
      setErrors(failed);
      setDrafts(Object.fromEntries(kept.filter((key) => key in typed).map((key) => [key, typed[key] ?? ''])));
      if (kept.length < wanted.length) {
        await Promise.all(TOUCHED.map((key) => queries.invalidateQueries({ queryKey: [key] })));
      }
      setSays(told(wanted.length - kept.length, kept.length));
      setBusy(false);
      busy.current = false;
    },
    [api, queries, setDrafts],
  );

  const edit = (key: string, text: string): void => {
    setDrafts({ ...drafts, [key]: text });
    setSays(null);
  };
  const discard = (): void => {
    forget();
    setErrors(NONE);
  };
  const reset = (key: string): Promise<void> => put([{ key, value: null }], { [key]: drafts[key] ?? '' });
  return { drafts, changes, errors, isBusy, says, edit, discard, save: () => put(changes, drafts), reset };
}

/** What changes with a setting. */
const TOUCHED = ['settings', 'report', 'me', 'privacy'];
const NONE: Readonly<Record<string, never>> = {};

/** Saves one after the other; gives what went wrong, by key. */
async function inTurn(api: Api, changes: readonly Change[]): Promise<Record<string, unknown>> {
  const failed: Record<string, unknown> = {};
  for (const { key, value } of changes) {
    const params = { params: { path: { key } } };
    try {
      if (value === null) await given(api.DELETE('/api/v1/settings/{key}', params));
      else await given(api.PUT('/api/v1/settings/{key}', { ...params, body: { value } }));
    } catch (error) {
      failed[key] = error;
    }
  }
  return failed;
}

function told(saved: number, failed: number): string | null {
  if (failed === 0) return `Saved. ${saved === 1 ? 'It counts' : 'They count'} from the next report on.`;
  return saved === 0 ? null : `${saved} saved; ${failed} could not be, see the sentences above.`;
}
