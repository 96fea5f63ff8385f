import { useEffect, useRef, useState } from 'preact/hooks';
import type { Route, RouteBroker, RouteQueues } from '../api/types';
import { number } from '../lib/format';
import { go } from '../lib/router';
import { topics as texts } from '../texts/topics';
import { READ, WRITE } from './topics';

/**
 * A route as a picture: rays from the topic to its broker groups, and behind each group its queues, one mark each: filled when it is written and read,
 * ringed when it is only read, struck through when its write permission is withheld.
 */
const SHOWN = 40;
const MOST_QUEUES = 32;

interface Measure {
  width: number;
  row: number;
  narrow: boolean;
  groupX: number;
  queueX: number;
  hub: number;
}

function measure(width: number): Measure {
  const narrow = width < 560;
  return narrow
    ? { width, row: 62, narrow, hub: 14, groupX: 46, queueX: 46 }
    : { width, row: 54, narrow, hub: 22, groupX: Math.min(220, width * 0.2), queueX: Math.min(220, width * 0.2) + Math.min(330, width * 0.36) };
}

export function RoutePicture({ topic, route }: { topic: string; route: Route }) {
  const t = texts.value;
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [all, setAll] = useState(false);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const groups = all ? route.brokers : route.brokers.slice(0, SHOWN);
  const m = measure(width);
  const height = groups.length * m.row + 8;
  const middle = Math.min(height / 2, 320);
  const byBroker = new Map(route.queues.map((queues) => [queues.broker, queues]));
  return (
    <div class="picture" ref={box}>
      {width > 0 && (
        <svg width={m.width} height={height} viewBox={`0 0 ${m.width} ${height}`} role="img" aria-label={t.picture(topic, number(route.brokers.length))}>
          {groups.map((broker, index) => (
            <Ray key={broker.name} m={m} from={middle} to={4 + index * m.row + m.row / 2} queues={byBroker.get(broker.name)} drained={broker.drained} />
          ))}
          <g transform={`translate(${m.hub} ${middle})`}>
            <circle class="hub-ground" r={m.narrow ? 12 : 19} />
            <path class="hub" transform={m.narrow ? 'scale(.6)' : ''} d="M0-15 2.7-2.7 15 0 2.7 2.7 0 15-2.7 2.7-15 0-2.7-2.7Z" />
          </g>
          {groups.map((broker, index) => (
            <Group key={broker.name} m={m} y={4 + index * m.row} broker={broker} queues={byBroker.get(broker.name)} />
          ))}
        </svg>
      )}
      {!all && route.brokers.length > SHOWN && (
        <button type="button" class="button" onClick={() => setAll(true)}>
          {t.showAll(number(route.brokers.length))}
        </button>
      )}
    </div>
  );
}

/** What is done with a group: written and read, read only, written only, nothing. */
function use(queues: RouteQueues | undefined): 'both' | 'read' | 'write' | 'closed' {
  const read = queues !== undefined && (queues.answeredPermission & READ) !== 0 && queues.read > 0;
  const write = queues !== undefined && (queues.answeredPermission & WRITE) !== 0 && queues.write > 0;
  return read && write ? 'both' : read ? 'read' : write ? 'write' : 'closed';
}

function Ray({ m, from, to, queues, drained }: { m: Measure; from: number; to: number; queues: RouteQueues | undefined; drained: boolean }) {
  const start = m.hub + (m.narrow ? 12 : 19);
  const end = m.groupX - 8;
  const bend = start + (end - start) * 0.55;
  return <path class={`ray ray-${use(queues)} ${drained ? 'ray-drained' : ''}`} d={`M${start},${from}C${bend},${from} ${bend},${to} ${end},${to}`} />;
}

function Group({ m, y, broker, queues }: { m: Measure; y: number; broker: RouteBroker; queues: RouteQueues | undefined }) {
  const t = texts.value;
  const addresses = Object.entries(broker.addresses);
  const [first] = addresses;
  const master = broker.addresses['0'];
  const shown = master ?? broker.actingMaster ?? first?.[1] ?? '';
  const more = addresses.length > 1 ? ` ${t.more(number(addresses.length - 1))}` : '';
  const standing = master !== undefined ? '' : broker.actingMaster !== undefined ? t.actingMaster : t.noMaster;
  const queueY = m.narrow ? y + 44 : y + m.row / 2;
  const room = m.queueX - m.groupX - 16;
  const letters = Math.max(8, Math.floor((m.narrow ? m.width - m.groupX : room) / 8.2));
  return (
    <g class="picture-group">
      <g class="picture-name" onClick={() => go(['brokers', broker.name])}>
        <text x={m.groupX} y={m.narrow ? y + 16 : y + m.row / 2 - 4} class="picture-title">
          {cut(broker.name, letters)}
          {broker.drained && <Mark look="drained" text={t.drainedMark} />}
          {standing !== '' && <Mark look="warn" text={standing} />}
          {broker.zone !== undefined && <Mark look="zone" text={broker.zone} />}
        </text>
        <text x={m.groupX} y={m.narrow ? y + 31 : y + m.row / 2 + 14} class="picture-address">
          {shown}
          {more}
        </text>
      </g>
      <Marks x={m.queueX} y={queueY} room={m.width - m.queueX - 8} queues={queues} />
    </g>
  );
}

function Mark({ look, text }: { look: 'drained' | 'warn' | 'zone'; text: string }) {
  return (
    <tspan class={`picture-mark picture-mark-${look}`} dx="8">
      {text}
    </tspan>
  );
}

function cut(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}

/** The queues of a group, a mark each as far as there is room. */
function Marks({ x, y, room, queues }: { x: number; y: number; room: number; queues: RouteQueues | undefined }) {
  if (!queues) return null;
  const t = texts.value;
  const count = Math.max(queues.read, queues.write);
  const label = queues.read === queues.write ? t.queues(count, number(count)) : t.writeRead(number(queues.write), number(queues.read));
  const step = 15;
  const fit = Math.max(1, Math.min(MOST_QUEUES, Math.floor((room - (queues.read === queues.write ? 84 : 140)) / step)));
  const shown = Math.min(count, fit);
  const withheld = (queues.permission & WRITE) !== 0 && (queues.answeredPermission & WRITE) === 0;
  return (
    <g>
      {Array.from({ length: shown }, (_, index) => {
        const read = (queues.answeredPermission & READ) !== 0 && index < queues.read;
        const registered = (queues.permission & WRITE) !== 0 && index < queues.write;
        const write = (queues.answeredPermission & WRITE) !== 0 && index < queues.write;
        const look = write && read ? 'both' : write ? 'write' : read ? (withheld && registered ? 'withheld' : 'read') : 'closed';
        return (
          <g key={index} transform={`translate(${x + index * step} ${y})`}>
            <rect class={`queue queue-${look}`} x="0.75" y="-5.5" width="11" height="11" rx="2.5" />
            {look === 'withheld' && <path class="queue-strike" d="M2.5 4 10 -4" />}
          </g>
        );
      })}
      <text class="picture-count" x={x + shown * step + 6} y={y + 4}>
        {shown < count ? '… ' : ''}
        {label}
      </text>
    </g>
  );
}

export function RouteLegend() {
  const t = texts.value;
  const marks = [
    ['both', t.legendBoth],
    ['read', t.legendRead],
    ['write', t.legendWrite],
    ['withheld', t.legendWithheld],
    ['closed', t.legendClosed],
  ] as const;
  return (
    <ul class="legend">
      {marks.map(([look, text]) => (
        <li key={look}>
          <svg viewBox="0 -7 13 14" width="13" height="14" aria-hidden="true">
            <rect class={`queue queue-${look}`} x="0.75" y="-5.5" width="11" height="11" rx="2.5" />
            {look === 'withheld' && <path class="queue-strike" d="M2.5 4 10 -4" />}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
