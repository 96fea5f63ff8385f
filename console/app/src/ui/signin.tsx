import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { Problem, address, basic, credentials, get } from '../api/client';
import { server } from '../api/server';
import type { Server } from '../api/types';
import { common } from '../texts/common';
import { Dialog } from './dialog';

/** Whether the sign-in dialog is open, and why it was opened. */
export const signInAsked = signal<{ why?: string | undefined } | undefined>(undefined);

export function askToSignIn(why?: string): void {
  signInAsked.value = { why };
}

/** Whether keys would go over the network as they are. */
function isPlain(): boolean {
  return location.protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(location.hostname);
}

export function SignIn({ why }: { why?: string | undefined }) {
  const t = common.value;
  return (
    <Dialog title={t.signIn} onClose={() => (signInAsked.value = undefined)}>
      <SignInForm why={why} onDone={() => (signInAsked.value = undefined)} />
    </Dialog>
  );
}

export function SignInForm({ why, onDone }: { why?: string | undefined; onDone: () => void }) {
  const t = common.value;
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const tried = basic(String(form.get('account')), String(form.get('secret')));
    setBusy(true);
    setProblem(undefined);
    try {
      const said = await get<Server>(address(['server']), undefined, tried);
      // Where reading is open to all, a wrong key reads, too: it is the account that tells.
      if (said.you.account === undefined) setProblem(said.you.why ?? t.wrongKey);
      else {
        server.value = said;
        credentials.value = tried;
        onDone();
      }
    } catch (failure) {
      setProblem(failure instanceof Problem && failure.status !== 0 ? failure.detail || t.wrongKey : t.unreachable);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="form" onSubmit={submit}>
      {why && (
        <p class="note" lang="en">
          {why}
        </p>
      )}
      <p class="muted">{t.signInLead}</p>
      <label class="field">
        <span>{t.accessKey}</span>
        <input name="account" required autocomplete="username" spellcheck={false} autofocus />
      </label>
      <label class="field">
        <span>{t.secretKey}</span>
        <input name="secret" type="password" required autocomplete="current-password" />
      </label>
      {isPlain() && <p class="note note-warn">{t.plainHttp}</p>}
      {problem !== undefined && (
        <p class="note note-bad" role="alert">
          {problem}
        </p>
      )}
      <div class="form-end">
        <button type="submit" class="button button-first" disabled={busy}>
          {t.signIn}
        </button>
      </div>
    </form>
  );
}
