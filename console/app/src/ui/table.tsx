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
  /** How wide the window must be for all columns, in pixels. */
  wide?: number;
}

const ROW = 40;
const BEYOND = 12;
const NEAR_END = 200;

interface Span {
  first: number;
  end: number;
  /** How far the rows stand from where they would stand in a body of full height. */
  shift: number;
}

/** Browsers end a page at 17 million pixels and more: a longer body is drawn shorter, and a step of the scroll bar leads over more rows. */
const MOST_PIXELS = 12_000_000;

function heights(count: number) {
  const full = count * ROW;
  const drawn = Math.min(full, MOST_PIXELS);
  const ratio = drawn === full ? 1 : (full - innerHeight) / (drawn - innerHeight);
  return { drawn, ratio };
}

function useSpan(count: number) {
  const body = useRef<HTMLDivElement>(null);
  const [span, setSpan] = useState<Span>({ first: 0, end: 40, shift: 0 });
  useLayoutEffect(() => {
    let frame = 0;
    const { ratio } = heights(count);
    const measure = () => {
      frame = 0;
      const top = body.current?.getBoundingClientRect().top ?? 0;
      const over = Math.max(0, -top);
      const from = over * ratio;
      const first = Math.max(0, Math.floor(from / ROW) - BEYOND);
      const end = Math.max(first, Math.min(count, Math.ceil((from + innerHeight - Math.max(0, top)) / ROW) + BEYOND));
      const shift = over - from;
      setSpan((before) => (before.first === first && before.end === end && before.shift === shift ? before : { first, end, shift }));
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

function useNarrow(wide: number): boolean {
  const [narrow, setNarrow] = useState(() => innerWidth < wide);
  useEffect(() => {
    const query = matchMedia(`(width < ${wide}px)`);
    const changed = () => setNarrow(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, [wide]);
  return narrow;
}

export function Table<T>({ label, columns, rows, rowKey, total, onEnd, tone, wide = 1000 }: Properties<T>) {
  const { body, span } = useSpan(rows.length);
  const narrow = useNarrow(wide);
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
    const { ratio } = heights(rows.length);
    const top = body.current.getBoundingClientRect().top + index * ROW + span.shift;
    if (top < 120) scrollBy({ top: (top - 120) / ratio });
    else if (top > innerHeight - 2 * ROW) scrollBy({ top: (top - innerHeight + 2 * ROW) / ratio });
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
      <div ref={body} class="table-body" role="rowgroup" style={{ height: `${heights(rows.length).drawn}px` }} onKeyDown={walk}>
        {rows.slice(span.first, span.end).map((row, offset) => {
          const index = span.first + offset;
          return (
            <div
              key={rowKey(row)}
              class={`row ${tone?.(row) ?? ''}`}
              role="row"
              aria-rowindex={index + 2}
              data-index={index}
              style={{ gridTemplateColumns: tracks, transform: `translateY(${index * ROW + span.shift}px)` }}
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
