import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { heard } from '../lib/clock';
import { Problem, credentials, get } from './client';
import { onEvent, streamLink } from './stream';
import type { Answer, JournalEvent } from './types';

/** Something the name server was asked: the last answer and when it came, and what went wrong since. */
export interface Resource<T> {
  value?: T | undefined;
  /** When the answer came, by this page's own clock. */
  receivedAt?: number | undefined;
  problem?: Problem | undefined;
  reload: () => void;
}

export interface Freshness {
  /** Which events say that the answer is another one now. */
  on?: (event: JournalEvent) => boolean;
  everyMillis?: number;
}

/** Events come in bursts; one question does for a burst. */
const BURST_MILLIS = 300;
/** What takes long to answer is asked for less often: this many times what it took goes by in between. */
const RESTS = 10;

/** Asks for what the address names, and again whenever the answer may be another one. */
export function useResource<T extends Answer>(url: URL | undefined, freshness: Freshness = {}): Resource<T> {
  const key = url?.href;
  const [state, setState] = useState<{ key?: string | undefined; value?: T; receivedAt?: number; problem?: Problem }>({ key });
  const latest = useRef(freshness);
  latest.current = freshness;
  const ask = useRef<() => void>(() => undefined);
  const reload = useCallback(() => ask.current(), []);
  const tookMillis = useRef(0);
  const who = credentials.value;

  useEffect(() => {
    if (key === undefined) return;
    const control = new AbortController();
    let asking = false;
    let again = false;
    // One question at a time: in a storm of events each answer still arrives.
    ask.current = () => {
      again = asking;
      if (asking) return;
      asking = true;
      const askedAt = performance.now();
      get<T>(new URL(key), control.signal)
        .then((value) => {
          heard(value.atMillis);
          tookMillis.current = performance.now() - askedAt;
          setState({ key, value, receivedAt: performance.now() });
        })
        .catch((failure: unknown) => {
          if (control.signal.aborted) return;
          const problem = failure instanceof Problem ? failure : new Problem(0, '', '');
          setState((before) => ({ ...(before.key === key ? before : {}), key, problem }));
        })
        .finally(() => {
          asking = false;
          if (again && !control.signal.aborted) ask.current();
        });
    };
    ask.current();
    return () => control.abort();
  }, [key, who]);

  useEffect(() => {
    if (key === undefined) return;
    let burst: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      burst ??= setTimeout(() => {
        burst = undefined;
        reload();
      }, Math.max(BURST_MILLIS, RESTS * tookMillis.current));
    };
    const stop = onEvent((event) => {
      if (event === 'reset' || latest.current.on?.(event)) soon();
    });
    let before = streamLink.peek();
    const unlink = streamLink.subscribe((link) => {
      if (link === 'live' && before === 'lost') soon();
      before = link;
    });
    const every = latest.current.everyMillis;
    const timer = every === undefined ? undefined : setInterval(() => !document.hidden && reload(), every);
    return () => {
      stop();
      unlink();
      clearTimeout(burst);
      clearInterval(timer);
    };
  }, [key, reload]);

  const mine = state.key === key ? state : {};
  return { value: mine.value, receivedAt: mine.receivedAt, problem: mine.problem, reload };
}
