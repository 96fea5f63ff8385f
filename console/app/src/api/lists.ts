import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { heard } from '../lib/clock';
import { Problem, credentials, get } from './client';
import type { Page } from './types';

/** A list of any length: its pages are asked for one after another, as far as the reader scrolls. */
export interface List<T> {
  rows: readonly T[];
  total?: number | undefined;
  complete: boolean;
  problem?: Problem | undefined;
  more: () => void;
  reload: () => void;
}

interface State<T> {
  key: string;
  rows: readonly T[];
  total?: number;
  next?: string | undefined;
  problem?: Problem;
}

/** Gives the list at an address; the rows of before are shown until the first page of a new one is there. */
export function useList<T>(url: URL): List<T> {
  const key = url.href;
  const who = credentials.value;
  const [state, setState] = useState<State<T>>({ key: '', rows: [] });
  const [round, setRound] = useState(0);
  const asking = useRef<string | undefined>(undefined);
  const current = useRef(state);
  current.current = state;

  const ask = useCallback(
    async (after: string | undefined, stop: AbortSignal | undefined) => {
      const mark = `${key} ${after ?? ''}`;
      if (asking.current === mark) return;
      asking.current = mark;
      try {
        const from = new URL(key);
        if (after !== undefined) from.searchParams.set('after', after);
        const page = await get<Page<T>>(from, stop);
        if (asking.current !== mark) return;
        heard(page.atMillis);
        const before = after === undefined ? [] : current.current.rows;
        // At once, not when it is shown: what is asked for in between must not be this page again.
        current.current = { key, rows: [...before, ...page.items], total: page.total, next: page.next };
        setState(current.current);
      } catch (failure) {
        if (stop?.aborted || asking.current !== mark) return;
        const problem = failure instanceof Problem ? failure : new Problem(0, '', '');
        setState((before) => ({ ...before, key, problem }));
      } finally {
        if (asking.current === mark) asking.current = undefined;
      }
    },
    [key],
  );

  useEffect(() => {
    const control = new AbortController();
    asking.current = undefined;
    void ask(undefined, control.signal);
    return () => control.abort();
  }, [ask, who, round]);

  const more = useCallback(() => {
    const { next, problem, key: of } = current.current;
    if (next !== undefined && problem === undefined && of === key) void ask(next, undefined);
  }, [ask, key]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { rows: state.rows, total: state.total, complete: state.key === key && state.next === undefined, problem: state.problem, more, reload };
}
