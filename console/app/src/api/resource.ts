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
/** While it goes on, this much goes by between an answer and the next question… */
const PAUSE_MILLIS = 2000;
/** … and this many times what the answer took, if that is more. */
const RESTS = 10;
/** Many consoles hear of the same event: they do not all ask at once. */
const SPREAD_MILLIS = 200;

/** Asks for what the address names, and again whenever the answer may be another one. */
export function useResource<T extends Answer>(url: URL | undefined, freshness: Freshness = {}): Resource<T> {
  const key = url?.href;
  const [state, setState] = useState<{ key?: string | undefined; value?: T; receivedAt?: number; problem?: Problem }>({ key });
  const latest = useRef(freshness);
  latest.current = freshness;
  const ask = useRef<() => void>(() => undefined);
  const reload = useCallback(() => ask.current(), []);
  const answered = useRef({ at: -Infinity, tookMillis: 0 });
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
          answered.current = { at: performance.now(), tookMillis: performance.now() - askedAt };
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
    let missed = false;
    const soon = () => {
      // What nobody sees is asked for when somebody does.
      missed = document.hidden;
      if (missed) return;
      const { at, tookMillis } = answered.current;
      const restMillis = at + Math.max(PAUSE_MILLIS, RESTS * tookMillis) - performance.now();
      burst ??= setTimeout(() => {
        burst = undefined;
        reload();
      }, Math.max(BURST_MILLIS, restMillis) + Math.random() * SPREAD_MILLIS);
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
    const timer = every === undefined ? undefined : setInterval(() => (document.hidden ? (missed = true) : reload()), every);
    const seen = () => {
      if (!document.hidden && missed) soon();
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      stop();
      unlink();
      clearTimeout(burst);
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [key, reload]);

  const mine = state.key === key ? state : {};
  return { value: mine.value, receivedAt: mine.receivedAt, problem: mine.problem, reload };
}
