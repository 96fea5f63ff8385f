import { effect, signal } from '@preact/signals';

/** What the reader chose of the looks. The browser keeps it; where it must not, it lasts as long as the page. */
export type Theme = 'system' | 'light' | 'dark';
export type Language = 'en' | 'zh';

function kept(name: string): string | null {
  try {
    return localStorage.getItem(`lodestar.${name}`);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`lodestar.${name}`, value);
  } catch {
    // The browser keeps nothing for this page: the choice lasts until it is closed.
  }
}

function isTheme(value: string | null): value is Theme {
  return value === 'system' || value === 'light' || value === 'dark';
}

function isLanguage(value: string | null): value is Language {
  return value === 'en' || value === 'zh';
}

const keptTheme = kept('theme');
const keptLanguage = kept('language');
const spoken: Language = navigator.language.startsWith('zh') ? 'zh' : 'en';

export const theme = signal<Theme>(isTheme(keptTheme) ? keptTheme : 'system');
export const language = signal<Language>(isLanguage(keptLanguage) ? keptLanguage : spoken);

effect(() => {
  const chosen = theme.value;
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  keep('theme', chosen);
});
effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
  keep('language', language.value);
});
