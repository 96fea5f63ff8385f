import { effect, signal } from '@preact/signals';
import { heard } from '../lib/clock';
import { Problem, address, credentials, get } from './client';
import { pulse, streamLink } from './stream';
import type { Server } from './types';

/** The name server these pages are of: asked once for each reader and each connection, kept up to date by the stream. */
export const server = signal<Server | undefined>(undefined);
export const serverProblem = signal<Problem | undefined>(undefined);

export async function askServer(): Promise<void> {
  const asked = credentials.value;
  try {
    const said = await get<Server>(address(['server']));
    if (asked !== credentials.value) return;
    heard(said.atMillis);
    server.value = said;
    serverProblem.value = undefined;
  } catch (failure) {
    serverProblem.value = failure instanceof Problem ? failure : new Problem(0, '', '');
  }
}

export function startServer(): void {
  effect(() => {
    credentials.value;
    void askServer();
  });
  let before = streamLink.peek();
  streamLink.subscribe((link) => {
    // It may be another one, or the same after a restart, or one that does not let the reader in any more.
    if (link !== before && (link === 'lost' || before === 'lost')) void askServer();
    before = link;
  });
  effect(() => {
    const beat = pulse.value;
    const known = server.peek();
    if (beat && known) server.value = { ...known, ...beat };
  });
}
