import { signal } from '@preact/signals';

/** Why a request has no answer: what the name server said, or status 0 when it said nothing. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail || title);
  }
}

/** Who the reader signed in as. Kept in memory only: a reload forgets it. */
export const credentials = signal<{ account: string; header: string } | undefined>(undefined);

/** Builds credentials for HTTP Basic; names and secrets may have any character. */
export function basic(account: string, secret: string) {
  const bytes = new TextEncoder().encode(`${account}:${secret}`);
  return { account, header: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

const base = new URL('api/v1/', document.baseURI);

export type Query = Record<string, string | number | boolean | undefined>;

/** A browser leads . and .. to another path, however they are encoded; encoded twice they lead to what does not exist. */
function segment(name: string): string {
  return name === '.' || name === '..' ? name.replaceAll('.', '%252E') : encodeURIComponent(name);
}

/** Returns the address of a path whose segments are names and may have any character. */
export function address(segments: readonly string[], query: Query = {}): URL {
  const url = new URL(segments.map(segment).join('/'), base);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value));
  }
  return url;
}

export function headers(more: Record<string, string> = {}, as = credentials.value): Record<string, string> {
  // The first keeps the browser from opening a dialog of its own over ours.
  return { 'X-Requested-With': 'lodestar-console', ...(as ? { Authorization: as.header } : {}), ...more };
}

export async function problemOf(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
  return new Problem(response.status, said.title ?? response.statusText, said.detail ?? '');
}

async function answer(url: URL, request: RequestInit): Promise<Response> {
  const response = await fetch(url, { cache: 'no-store', ...request }).catch((failure: unknown) => {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new Problem(0, '', '');
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function get<T>(url: URL, signal?: AbortSignal, as = credentials.value): Promise<T> {
  const response = await answer(url, { headers: headers({ Accept: 'application/json' }, as), signal: signal ?? null });
  return (await response.json()) as T;
}

export async function getText(url: URL): Promise<string> {
  return (await answer(url, { headers: headers() })).text();
}

export async function write<T>(method: 'PUT' | 'PATCH' | 'DELETE', url: URL, body?: unknown): Promise<T> {
  const response = await answer(url, {
    method,
    headers: headers({ 'Content-Type': 'application/json' }),
    body: body === undefined ? null : JSON.stringify(body),
  });
  return (await response.json()) as T;
}
