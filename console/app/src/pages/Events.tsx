import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Problem, address, credentials, get } from '../api/client';
import { onEvent } from '../api/stream';
import type { EventPage, JournalEvent } from '../api/types';
import { heard } from '../lib/clock';
import { day } from '../lib/format';
import { place, refine } from '../lib/router';
import { eventGroups, events as words } from '../texts/events';
import { EventList } from '../ui/events';
import { Empty, Filter, Loading, Page, Section, Trouble } from '../ui/parts';

const groups = {
  brokers: [
    'BROKER_REGISTERED',
    'BROKER_RETURNED',
    'BROKER_EXPIRED',
    'BROKER_CLOSED',
    'BROKER_UNREGISTERED',
    'BROKER_DISPLACED',
    'CONFLICT',
    'MASTER_CHANGED',
  ],
  topics: ['TOPIC_ADDED', 'TOPIC_CHANGED', 'TOPIC_RETIRED', 'TOPIC_LOST', 'TOPIC_DELETED'],
  people: ['DRAIN_SET', 'DRAIN_LIFTED', 'KV_CHANGED', 'CONFIG_CHANGED', 'REQUEST_GRANTED', 'REQUEST_REFUSED', 'TOPIC_DELETED'],
  server: ['SERVER_STARTED', 'SERVER_STOPPED', 'ROUTES_RESTORED', 'EVENTS_LOST', 'PEER_DIFFERS', 'PEER_AGREES'],
} as const;
type Group = keyof typeof groups;

const PAGE = 100;
/** What is kept on the page; who wants to see more narrows it down. */
const KEPT = 2000;
/** Events come in bursts; one question does for a burst. */
const BURST_MILLIS = 250;

interface Shown {
  items: readonly JournalEvent[];
  /** Where to go on with older ones; none at the beginning of the journal. */
  older?: number | undefined;
  problem?: Problem | undefined;
  asked: boolean;
}

const nothing: Shown = { items: [], asked: false };

/** The events that match, and those that come. The name server judges what matches, also of those that come. */
function useEvents(query: Record<string, string | undefined>) {
  const key = JSON.stringify(query);
  const [shown, setShown] = useState<Shown>(nothing);
  const [round, setRound] = useState(0);
  const current = useRef(shown);
  current.current = shown;
  const who = credentials.value;

  const ask = useCallback(
    async (signal: AbortSignal, more: { after?: number; before?: number }) => {
      const url = address(['events'], { ...(JSON.parse(key) as Record<string, string>), limit: PAGE, ...more });
      try {
        const page = await get<EventPage>(url, signal);
        heard(page.atMillis);
        setShown((before) => {
          if (more.after !== undefined) {
            const known = new Set(before.items.map((event) => event.sequence));
            const fresh = page.items.filter((event) => !known.has(event.sequence)).sort((one, other) => other.sequence - one.sequence);
            return { ...before, items: [...fresh, ...before.items].slice(0, KEPT), problem: undefined };
          }
          const items = more.before === undefined ? page.items : [...before.items, ...page.items];
          return { items, older: page.next, asked: true };
        });
        if (more.after !== undefined && page.next !== undefined) await ask(signal, { after: page.next });
      } catch (failure) {
        if (signal.aborted) return;
        setShown((before) => ({ ...before, problem: failure instanceof Problem ? failure : new Problem(0, '', '') }));
      }
    },
    [key],
  );

  const control = useRef(new AbortController());
  useEffect(() => {
    const mine = new AbortController();
    control.current = mine;
    setShown(nothing);
    void ask(mine.signal, {});
    let burst: ReturnType<typeof setTimeout> | undefined;
    const stop = onEvent((event) => {
      if (event === 'reset') return setRound((before) => before + 1);
      burst ??= setTimeout(() => {
        burst = undefined;
        const newest = current.current.items[0];
        void ask(mine.signal, newest ? { after: newest.sequence } : {});
      }, BURST_MILLIS);
    });
    return () => {
      stop();
      clearTimeout(burst);
      mine.abort();
    };
  }, [ask, round, who]);

  const more = () => void (shown.older !== undefined && ask(control.current.signal, { before: shown.older }));
  return { shown, more, reload: () => setRound((before) => before + 1) };
}

function Groups({ chosen, choose }: { chosen: Group | undefined; choose: (group: Group | undefined) => void }) {
  const t = words.value;
  const names = eventGroups.value;
  return (
    <div class="segmented" role="group" aria-label={t.kinds}>
      <button type="button" aria-pressed={chosen === undefined} onClick={() => choose(undefined)}>
        {t.all}
      </button>
      {(Object.keys(groups) as Group[]).map((group) => (
        <button key={group} type="button" aria-pressed={chosen === group} onClick={() => choose(group)}>
          {names[group]}
        </button>
      ))}
    </div>
  );
}

/** What the list is narrowed down to by links from elsewhere: one broker, one topic. */
function Subjects({ query }: { query: URLSearchParams }) {
  const t = words.value;
  return (
    <>
      {['broker', 'topic', 'cluster'].map((name) => {
        const value = query.get(name);
        return value ? (
          <button key={name} type="button" class="chip" aria-label={t.forgetFilter(value)} onClick={() => refine({ [name]: undefined })}>
            {t.about(value)} <span aria-hidden="true">×</span>
          </button>
        ) : null;
      })}
    </>
  );
}

/** Like a diary: a heading for each day. */
function Days({ events }: { events: readonly JournalEvent[] }) {
  const days: [string, JournalEvent[]][] = [];
  for (const event of events) {
    const name = day(event.atMillis);
    const last = days.at(-1);
    if (last?.[0] === name) last[1].push(event);
    else days.push([name, [event]]);
  }
  return (
    <>
      {days.map(([name, ofDay]) => (
        <Section key={name} title={name} class="event-day">
          <EventList events={ofDay} clock />
        </Section>
      ))}
    </>
  );
}

export function Events() {
  const t = words.value;
  const query = place.value.query;
  const group = query.get('of');
  const chosen = group !== null && group in groups ? (group as Group) : undefined;
  const search = query.get('search') ?? '';
  const settled = useSettled(search);
  const narrowed = settled !== '' || chosen !== undefined || ['broker', 'topic', 'cluster'].some((name) => query.has(name));
  const { shown, more, reload } = useEvents({
    search: settled || undefined,
    kind: chosen && groups[chosen].join(','),
    broker: query.get('broker') ?? undefined,
    topic: query.get('topic') ?? undefined,
    cluster: query.get('cluster') ?? undefined,
  });
  return (
    <Page title={t.title} lead={t.lead}>
      <div class="tools">
        <Filter value={search} onChange={(value) => refine({ search: value || undefined })} label={t.search} />
        <Groups chosen={chosen} choose={(value) => refine({ of: value })} />
        <Subjects query={query} />
      </div>
      {shown.problem && <Trouble problem={shown.problem} retry={reload} />}
      {!shown.asked && !shown.problem && <Loading />}
      <Days events={shown.items} />
      {shown.asked && shown.items.length === 0 && (
        <Empty icon="events">{shown.older !== undefined ? t.searched : narrowed ? t.noneMatches : t.none}</Empty>
      )}
      {shown.asked && shown.older !== undefined && (
        <p class="more">
          <button type="button" class="button" onClick={more}>
            {shown.items.length === 0 ? t.further : t.older}
          </button>
        </p>
      )}
      {shown.asked && shown.older === undefined && shown.items.length > 0 && <p class="more muted">{t.beginning}</p>}
    </Page>
  );
}

/** The value once it has not changed for a moment, so that not every letter is a question. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 200);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
