import { computed, type ReadonlySignal } from '@preact/signals';
import { language } from '../lib/preferences';

type Text = string | ((...values: never[]) => string);

/** The words of one part of the console. Both languages have the same entries, or it does not compile. */
export function dictionary<T extends Record<string, Text>>(languages: { en: T; zh: NoInfer<T> }): ReadonlySignal<T> {
  return computed(() => languages[language.value]);
}

/** Chooses between one and many, as English wants it. */
export function many(count: number, shown: string, one: string, more: string): string {
  return `${shown} ${count === 1 ? one : more}`;
}
