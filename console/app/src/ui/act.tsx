import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '../api/client';
import { server } from '../api/server';
import type { Written } from '../api/types';
import { common } from '../texts/common';
import { Dialog } from './dialog';
import { askToSignIn } from './signin';

/** What was done last, said at the foot of the page for a while. */
export const said = signal<{ text: string; tone: 'good' | 'bad' } | undefined>(undefined);
let forget: ReturnType<typeof setTimeout> | undefined;

export function say(text: string, tone: 'good' | 'bad' = 'good'): void {
  said.value = { text, tone };
  clearTimeout(forget);
  forget = setTimeout(() => (said.value = undefined), 6000);
}

export function Said() {
  return (
    <div class="said-place" role="status" aria-live="polite">
      {said.value && <p class={`said said-${said.value.tone}`}>{said.value.text}</p>}
    </div>
  );
}

/** A button that changes something at the name server: it asks who, then whether, then does it, then says what came of it. */
export function Act(properties: {
  label: string;
  title: string;
  children: ComponentChildren;
  danger?: boolean;
  /** What it is about, where several such buttons stand together. */
  about?: string;
  /** Whether it cannot be done yet. */
  disabled?: boolean;
  act: () => Promise<Written>;
  onDone?: () => void;
}) {
  const t = common.value;
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const you = server.value?.you;
  const begin = () => {
    if (you?.mayWrite) setAsked(true);
    else askToSignIn(you?.why ?? t.readOnly);
  };
  const close = () => {
    setAsked(false);
    setProblem(undefined);
  };
  const act = async () => {
    setBusy(true);
    try {
      const written = await properties.act();
      close();
      say(written.text || (written.changed ? t.done : t.unchanged));
      properties.onDone?.();
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure.message || t.unreachable : String(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" class={`button ${properties.danger ? 'button-danger' : ''}`} aria-label={properties.about && `${properties.label} ${properties.about}`} onClick={begin}>
        {properties.label}
      </button>
      {asked && (
        <Dialog title={properties.title} onClose={close}>
          <div class="form">
            {properties.children}
            {problem !== undefined && (
              <p class="note note-bad" role="alert">
                {problem}
              </p>
            )}
            <div class="form-end">
              <button type="button" class="button" onClick={close}>
                {t.cancel}
              </button>
              <button type="button" class={`button ${properties.danger ? 'button-danger-first' : 'button-first'}`} disabled={busy || properties.disabled} onClick={act}>
                {properties.label}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
