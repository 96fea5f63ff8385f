import { signal } from '@preact/signals';
import { go } from '../lib/router';
import { language, theme } from '../lib/preferences';
import { common } from '../texts/common';
import { Dialog } from './dialog';
import { finderOpen } from './finder';

/** The keyboard: single keys, but never while somebody types or with a key that belongs to the browser. */
export const helpOpen = signal(false);

const places: Record<string, string[]> = {
  o: [],
  b: ['brokers'],
  t: ['topics'],
  e: ['events'],
  m: ['missing'],
  n: ['peers'],
  k: ['kv'],
  c: ['config'],
};

let going = false;
let forget: ReturnType<typeof setTimeout> | undefined;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}

export function toggleTheme(): void {
  const dark = theme.value === 'dark' || (theme.value === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  theme.value = dark ? 'light' : 'dark';
}

export function toggleLanguage(): void {
  language.value = language.value === 'en' ? 'zh' : 'en';
}

function find(): void {
  const filter = document.querySelector<HTMLInputElement>('[data-filter]');
  if (filter) filter.select();
  else finderOpen.value = true;
}

function pressed(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    finderOpen.value = true;
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) return;
  const target = going ? places[event.key] : undefined;
  going = false;
  clearTimeout(forget);
  if (target) go(target);
  else if (event.key === 'g') {
    going = true;
    forget = setTimeout(() => (going = false), 1500);
  } else if (event.key === '/') find();
  else if (event.key === '?') helpOpen.value = true;
  else if (event.key === 'd') toggleTheme();
  else if (event.key === 'l') toggleLanguage();
  else return;
  event.preventDefault();
}

export function startKeys(): void {
  addEventListener('keydown', pressed);
}

export function Help() {
  const t = common.value;
  const rows: [string[], string][] = [
    [['/'], t.keyFind],
    [['Ctrl', 'K'], t.keyFinder],
    [['g', 'o b t e m n k c'], t.keyGo],
    [['↑', '↓'], t.keyRows],
    [['d'], t.keyTheme],
    [['l'], t.keyLanguage],
    [['?'], t.keyHelp],
  ];
  return (
    <Dialog title={t.keys} onClose={() => (helpOpen.value = false)}>
      <p class="muted">{t.keysLead}</p>
      <dl class="keys">
        {rows.map(([keys, meaning]) => (
          <div key={meaning}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p class="licenses">
        <a href="./licenses.txt">{t.licenses}</a>
      </p>
    </Dialog>
  );
}
