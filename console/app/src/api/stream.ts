import { effect, signal } from '@preact/signals';
import { heard } from '../lib/clock';
import { Frames, type Frame } from '../lib/frames';
import { Problem, address, credentials, headers, problemOf } from './client';
import type { JournalEvent, Pulse } from './types';

/**
 * The name server's event stream. EventSource cannot show who asks, so the stream is read by fetch; it is taken up again behind the last event that was
 * seen, after a pause that doubles from try to try.
 */
export type Link = 'connecting' | 'live' | 'lost';

export const streamLink = signal<Link>('connecting');
export const pulse = signal<Pulse | undefined>(undefined);
/** When anything came last, by this page's own clock. */
export const heardAt = signal(performance.now());
/** The rates that were heard, oldest first: five minutes of them. */
export const pulses = signal<readonly Pulse[]>([]);
/** The newest events, newest first. */
export const latest = signal<readonly JournalEvent[]>([]);
export const retryAt = signal<number | undefined>(undefined);

const KEPT_PULSES = 150;
const KEPT_EVENTS = 200;
/** A name server says something every two seconds; after this long the connection is dead, whatever the network says. */
const SILENCE_MILLIS = 12_000;
const LONGEST_PAUSE_MILLIS = 15_000;

type Listener = (event: JournalEvent | 'reset') => void;
const listeners = new Set<Listener>();

/** Tells what happens from now on, and 'reset' when things may have happened that nobody told. */
export function onEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let lastId: string | undefined;
let pauseMillis = 1000;
let shortestPauseMillis = 1000;
let current: AbortController | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

function take(frame: Frame): void {
  if (frame.id !== undefined) lastId = frame.id;
  if (frame.event === 'server') {
    const said = JSON.parse(frame.data) as Pulse;
    heard(said.atMillis);
    pulse.value = said;
    pulses.value = [...pulses.value.slice(1 - KEPT_PULSES), said];
  } else if (frame.event === 'journal') {
    const event = JSON.parse(frame.data) as JournalEvent;
    latest.value = [event, ...latest.value.slice(0, KEPT_EVENTS - 1)];
    listeners.forEach((listener) => listener(event));
  } else if (frame.event === 'reset') {
    lastId = String((JSON.parse(frame.data) as { sequence?: number }).sequence ?? '') || undefined;
    listeners.forEach((listener) => listener('reset'));
  }
}

async function read(control: AbortController): Promise<void> {
  const response = await fetch(address(['stream']), {
    cache: 'no-store',
    headers: headers({ Accept: 'text/event-stream', ...(lastId ? { 'Last-Event-ID': lastId } : {}) }),
    signal: control.signal,
  });
  if (!response.ok || !response.body) throw response.ok ? new Problem(0, '', '') : await problemOf(response);
  const missed = streamLink.value === 'lost' && lastId === undefined;
  streamLink.value = 'live';
  pauseMillis = shortestPauseMillis;
  retryAt.value = undefined;
  if (missed) listeners.forEach((listener) => listener('reset'));
  const frames = new Frames((millis) => (shortestPauseMillis = Math.min(millis, LONGEST_PAUSE_MILLIS)));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let silence = setTimeout(() => control.abort(), SILENCE_MILLIS);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(silence);
      silence = setTimeout(() => control.abort(), SILENCE_MILLIS);
      heardAt.value = performance.now();
      for (const frame of frames.of(part.value)) take(frame);
    }
  } finally {
    clearTimeout(silence);
  }
}

/** Opens the stream, again if it is open. */
export function connect(): void {
  clearTimeout(timer);
  current?.abort();
  const control = new AbortController();
  current = control;
  read(control)
    // Whoever is not let in asks again after signing in, not before. Else it does not matter why it ended: the reader is shown that it did.
    .catch((failure: unknown) => failure instanceof Problem && (failure.status === 401 || failure.status === 403))
    .then((refused) => {
      if (current !== control) return;
      streamLink.value = 'lost';
      retryAt.value = undefined;
      if (refused) return;
      retryAt.value = performance.now() + pauseMillis;
      timer = setTimeout(connect, pauseMillis);
      pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
    });
}

/** Keeps the stream open from now on, as whoever is signed in. */
export function startStream(): void {
  effect(() => {
    credentials.value;
    connect();
  });
  addEventListener('online', connect);
}
