import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { address } from '../api/client';
import { useList } from '../api/lists';
import { onEvent } from '../api/stream';
import type { TopicSummary } from '../api/types';
import { number } from '../lib/format';
import { link } from '../lib/router';
import { useSettled } from '../lib/settled';
import { common } from '../texts/common';
import { topics as texts } from '../texts/topics';
import { Badge, Empty, Filter, Loading, Trouble } from './parts';
import { Table, type Column } from './table';

/** Any number of topics: all, or those of one broker group. */
export const READ = 4;
export const WRITE = 2;

export function permissionText(permission: number): string {
  const t = common.value;
  const read = (permission & READ) !== 0;
  const write = (permission & WRITE) !== 0;
  return read && write ? t.readWrite : read ? t.read : write ? t.writeWord : t.neither;
}

function columns(): Column<TopicSummary>[] {
  const t = texts.value;
  return [
    {
      head: t.name,
      width: 'minmax(12rem, 3fr)',
      narrow: 'minmax(0, 1fr)',
      cell: (topic) => (
        <a class="row-link" href={link(['topics', topic.name])}>
          <span class="name">{topic.name}</span>
          {topic.system && (
            <Badge tone="quiet" title={t.system}>
              {t.systemMark}
            </Badge>
          )}
        </a>
      ),
    },
    { head: t.groups, width: '6rem', narrow: '4rem', numeric: true, cell: (topic) => number(topic.groups) },
    { head: t.write, width: '8rem', numeric: true, cell: (topic) => number(topic.writeQueues) },
    { head: t.read, width: '8rem', numeric: true, cell: (topic) => number(topic.readQueues) },
    {
      head: t.permission,
      width: '9rem',
      narrow: '6.5rem',
      cell: (topic) => <Badge tone={(topic.permission & WRITE) === 0 ? 'warn' : 'quiet'}>{permissionText(topic.permission)}</Badge>,
    },
  ];
}

interface Properties {
  path: readonly string[];
  label: string;
  query?: Record<string, string | undefined>;
  /** Without these the table keeps to itself what was searched for. */
  search?: string;
  onSearch?: (value: string) => void;
  onTotal?: (total: number | undefined) => void;
  tools?: preact.ComponentChildren;
}

/** The list is asked for anew at most this often, however many topics change. */
const STORM_MILLIS = 2000;

export function TopicTable({ path, label, query, search, onSearch, onTotal, tools }: Properties) {
  const t = texts.value;
  const [own, setOwn] = useState('');
  const typed = search ?? own;
  const settled = useSettled(typed);
  const key = JSON.stringify([path, query, settled]);
  const url = useMemo(() => address(path, { ...query, search: settled, limit: 1000 }), [key]);
  const list = useList<TopicSummary>(url);
  const [behind, caughtUp] = useTopicNews(list.reload);
  useEffect(() => onTotal?.(list.total), [list.total]);
  return (
    <>
      <div class="tools">
        <Filter value={typed} onChange={onSearch ?? setOwn} />
        {tools}
      </div>
      {behind && (
        <p class="behind">
          <button type="button" class="button" onClick={() => (caughtUp(), list.reload())}>
            {t.behind}
          </button>
        </p>
      )}
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {list.rows.length > 0 ? (
        <Table label={label} columns={columns()} rows={list.rows} rowKey={(topic) => topic.name} {...(list.total === undefined ? {} : { total: list.total })} onEnd={list.more} />
      ) : list.total === 0 ? (
        <Empty icon="topics">{settled === '' ? t.none : t.noMatch}</Empty>
      ) : (
        !list.problem && <Loading />
      )}
      {!list.complete && list.rows.length > 0 && !list.problem && <p class="muted">{t.loadingMore}</p>}
    </>
  );
}

/** Asks for the list anew when topics changed. One that was scrolled far is left alone, for it would jump under the reader: whether it is behind is told. */
function useTopicNews(reload: () => void): [boolean, () => void] {
  const [behind, setBehind] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    setBehind(false);
    const stop = onEvent((event) => {
      if (event !== 'reset' && !event.kind.startsWith('TOPIC') && !event.kind.startsWith('DRAIN')) return;
      if (scrollY > innerHeight) {
        setBehind(true);
        return;
      }
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        reload();
      }, STORM_MILLIS);
    });
    return () => {
      stop();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [reload]);
  return [behind, () => setBehind(false)];
}
