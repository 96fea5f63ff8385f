import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { common } from '../texts/common';
import { Icon } from './icons';

/** A dialog that keeps the keyboard inside and gives the focus back. */
export function Dialog(properties: { title: string; onClose: () => void; class?: string; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`dialog ${properties.class ?? ''}`}
      aria-labelledby={id}
      onClose={properties.onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={id}>{properties.title}</h2>
          <button type="button" class="quiet-button" aria-label={common.value.close} onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </button>
        </header>
        {properties.children}
      </div>
    </dialog>
  );
}
