import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/**
 * A table that may have any number of rows: only those near the window are there. It scrolls with the page. A row's first link is the row's; up and down
 * lead from link to link.
 */
export interface Column<T> {
  head: string;
  /** A CSS grid track. */
  width: string;
  /** On a narrow window, columns without a narrow width are left out. */
  narrow?: string;
  numeric?: boolean;
  cell: (row: T, index: number) => ComponentChildren;
}

interface Properties<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** How many there are, if more than are here. */
  total?: number;
  /** Asked for when the last rows come near. */
  onEnd?: (() => void) | undefined;
  tone?: (row: T) => string;
}

const ROW = 40;
const BEYOND = 12;
const NEAR_END = 200;

interface Span {
  first: number;
  end: number;
}

function useSpan(count: number) {
  const body = useRef<HTMLDivElement>(null);
  const [span, setSpan] = useState<Span>({ first: 0, end: 40 });
  useLayoutEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      const top = body.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, Math.floor(-top / ROW) - BEYOND);
      const end = Math.min(count, Math.ceil((innerHeight - top) / ROW) + BEYOND);
      setSpan((before) => (before.first === first && before.end === end ? before : { first, end: Math.max(first, end) }));
    };
    const soon = () => {
      frame ||= requestAnimationFrame(measure);
    };
    measure();
    addEventListener('scroll', soon, { passive: true });
    addEventListener('resize', soon);
    // What stands above may grow.
    const observer = new ResizeObserver(soon);
    observer.observe(document.body);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      removeEventListener('scroll', soon);
      removeEventListener('resize', soon);
    };
  }, [count]);
  return { body, span };
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia('(max-width: 760px)').matches);
  useEffect(() => {
    const query = matchMedia('(max-width: 760px)');
    const changed = () => setNarrow(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return narrow;
}

export function Table<T>({ label, columns, rows, rowKey, total, onEnd, tone }: Properties<T>) {
  const { body, span } = useSpan(rows.length);
  const narrow = useNarrow();
  const wanted = useRef<number | undefined>(undefined);
  const shown = narrow ? columns.filter((column) => column.narrow !== undefined) : columns;
  const tracks = shown.map((column) => (narrow ? column.narrow : column.width)).join(' ');

  useEffect(() => {
    if (onEnd && span.end + NEAR_END >= rows.length) onEnd();
  }, [span.end, rows.length, onEnd]);

  useEffect(() => {
    if (wanted.current === undefined) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] a`);
    if (row) {
      wanted.current = undefined;
      row.focus();
    }
  });

  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const from = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index;
    if (step === 0 || from === undefined || !body.current) return;
    const index = Math.max(0, Math.min(rows.length - 1, Number(from) + step));
    event.preventDefault();
    wanted.current = index;
    const top = body.current.getBoundingClientRect().top + index * ROW;
    if (top < 120) scrollBy({ top: top - 120 });
    else if (top > innerHeight - 2 * ROW) scrollBy({ top: top - innerHeight + 2 * ROW });
    const near = body.current.querySelector<HTMLElement>(`[data-index="${index}"] a`);
    near?.focus({ preventScroll: true });
    if (near) wanted.current = undefined;
  };

  return (
    <div class="table" role="table" aria-label={label} aria-rowcount={(total ?? rows.length) + 1}>
      <div class="table-head" role="rowgroup">
        <div class="row row-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
          {shown.map((column) => (
            <div key={column.head} role="columnheader" class={column.numeric ? 'cell numeric' : 'cell'}>
              {column.head}
            </div>
          ))}
        </div>
      </div>
      <div ref={body} class="table-body" role="rowgroup" style={{ height: `${rows.length * ROW}px` }} onKeyDown={walk}>
        {rows.slice(span.first, span.end).map((row, offset) => {
          const index = span.first + offset;
          return (
            <div
              key={rowKey(row)}
              class={`row ${tone?.(row) ?? ''}`}
              role="row"
              aria-rowindex={index + 2}
              data-index={index}
              style={{ gridTemplateColumns: tracks, transform: `translateY(${index * ROW}px)` }}
            >
              {shown.map((column) => (
                <div key={column.head} role="cell" class={column.numeric ? 'cell numeric' : 'cell'}>
                  {column.cell(row, index)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
