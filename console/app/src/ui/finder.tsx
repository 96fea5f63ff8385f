import { signal } from '@preact/signals';
import { useEffect, useId, useState } from 'preact/hooks';
import { address, get } from '../api/client';
import type { Broker, Page, TopicSummary } from '../api/types';
import { go } from '../lib/router';
import { common } from '../texts/common';
import { Dialog } from './dialog';
import { Icon, type IconName } from './icons';
import { pages } from './pages';

/** Leads to any page, broker or topic by a part of its name. */
export const finderOpen = signal(false);

interface Found {
  icon: IconName;
  text: string;
  hint: string;
  to: string[];
}

const LIMIT = 8;

async function ask(text: string, stop: AbortSignal): Promise<Found[]> {
  const t = common.value;
  const [brokers, topics] = await Promise.all([
    get<Page<Broker>>(address(['brokers'], { search: text, limit: LIMIT * 3 }), stop),
    get<Page<TopicSummary>>(address(['topics'], { search: text, limit: LIMIT }), stop),
  ]);
  const groups = new Map(brokers.items.map((broker) => [broker.name, broker.cluster]));
  return [
    ...[...groups].slice(0, LIMIT).map(([name, cluster]): Found => ({ icon: 'brokers', text: name, hint: `${t.broker} · ${cluster}`, to: ['brokers', name] })),
    ...topics.items.map((topic): Found => ({ icon: 'topics', text: topic.name, hint: t.topic, to: ['topics', topic.name] })),
  ];
}

export function Finder() {
  const t = common.value;
  const id = useId();
  const [text, setText] = useState('');
  const [named, setNamed] = useState<Found[]>([]);
  const [chosen, setChosen] = useState(0);

  useEffect(() => {
    setChosen(0);
    if (text.trim() === '') {
      setNamed([]);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      // What cannot be asked for is not found; the page behind says why.
      ask(text.trim(), stop.signal).then(setNamed, () => setNamed([]));
    }, 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);

  const ownPages = pages()
    .filter((entry) => entry.title.toLowerCase().includes(text.trim().toLowerCase()))
    .map((entry): Found => ({ icon: entry.icon, text: entry.title, hint: '', to: entry.path }));
  const found = [...ownPages, ...named];
  const close = () => (finderOpen.value = false);
  const open = (one: Found | undefined) => {
    if (!one) return;
    close();
    go(one.to);
  };
  const pressed = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setChosen((before) => Math.max(0, Math.min(found.length - 1, before + step)));
    } else if (event.key === 'Enter') open(found[chosen]);
  };

  return (
    <Dialog title={t.find} class="finder" onClose={close}>
      <input
        class="finder-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
        aria-label={t.findHint}
        placeholder={t.findHint}
        autocomplete="off"
        spellcheck={false}
        autofocus
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <ul id={id} class="finder-list" role="listbox" aria-label={t.find}>
        {found.map((one, index) => (
          <li key={one.to.join('/')} id={`${id}-${index}`} role="option" aria-selected={index === chosen} onMouseMove={() => setChosen(index)} onClick={() => open(one)}>
            <Icon name={one.icon} />
            <span class="finder-name">{one.text}</span>
            <span class="finder-hint">{one.hint}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="muted finder-none">{t.findNothing}</p>}
    </Dialog>
  );
}
