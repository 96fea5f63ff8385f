import { computed, signal } from '@preact/signals';

/** Where the reader is. It stands behind the # of the address, so that the pages work behind any prefix. */
export interface Place {
  segments: string[];
  query: URLSearchParams;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Somebody typed a lone %: it means itself.
    return segment;
  }
}

export function read(): Place {
  const [path = '', query = ''] = location.hash.replace(/^#/, '').split('?', 2);
  return { segments: path.split('/').filter(Boolean).map(decode), query: new URLSearchParams(query) };
}

export const place = signal(read());
export const page = computed(() => place.value.segments[0] ?? '');

addEventListener('hashchange', () => {
  place.value = read();
});

export function link(segments: readonly string[], query: Record<string, string | undefined> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) parameters.set(name, value);
  const rest = parameters.toString();
  return `#/${segments.map(encodeURIComponent).join('/')}${rest ? `?${rest}` : ''}`;
}

export function go(segments: readonly string[], query: Record<string, string | undefined> = {}): void {
  location.hash = link(segments, query);
}

/** Changes what the page shows without a new entry in the browser's history. */
export function refine(query: Record<string, string | undefined>): void {
  const kept = Object.fromEntries(place.value.query);
  history.replaceState(null, '', link(place.value.segments, { ...kept, ...query }));
  place.value = read();
}
