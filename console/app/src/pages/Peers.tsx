import { address } from '../api/client';
import { useResource } from '../api/resource';
import type { Differences, Page as PageOf, PeerState, PeerStateName } from '../api/types';
import { serverNow, tick } from '../lib/clock';
import { duration, number } from '../lib/format';
import { link } from '../lib/router';
import { peerDifferences, peerStateMeans, peerStates, peerSubjects, peers as words } from '../texts/peers';
import { Badge, Copyable, Empty, Evidence, Loaded, Page, type Tone } from '../ui/parts';

const EVERY_MILLIS = 5000;
const tones: Record<PeerStateName, Tone> = { same: 'good', differs: 'bad', unreachable: 'warn', unsupported: 'quiet', unknown: 'quiet' };
const subjects = ['topics', 'brokers', 'kv', 'config'] as const;
type Subject = (typeof subjects)[number];

/** Where the console says more of what differs. */
function place(subject: Subject, name: string): string {
  if (subject === 'topics' || subject === 'brokers') return link([subject, name]);
  return subject === 'kv' ? link(['kv']) : link(['config'], { search: name });
}

function span(sinceMillis: number): string {
  tick.value;
  return duration(serverNow() - sinceMillis);
}

function SubjectDifferences({ peer, subject, differences }: { peer: string; subject: Subject; differences: Differences }) {
  const t = words.value;
  const kinds = peerDifferences.value as Record<string, string>;
  return (
    <section class="differences">
      <h3>
        {peerSubjects.value[subject]} <span class="differences-count">{number(differences.total)}</span>
      </h3>
      <div class="scroll" tabIndex={0} role="region" aria-label={`${peer}: ${peerSubjects.value[subject]}`}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t.name}</th>
              <th scope="col">{t.difference}</th>
              <th scope="col">{t.detail}</th>
              <th scope="col">{t.age}</th>
            </tr>
          </thead>
          <tbody>
            {differences.items.map((each) => (
              <tr key={each.name}>
                <th scope="row">
                  <a href={place(subject, each.name)}>{each.name}</a>
                </th>
                <td class="difference">
                  <Badge tone={each.kind === 'differs' ? 'warn' : 'bad'}>{kinds[each.kind] ?? each.kind}</Badge>
                </td>
                <td lang="en">{each.detail}</td>
                <td class="number">{span(each.sinceMillis)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {differences.items.length < differences.total && (
        <p class="muted">{t.shown(number(differences.items.length), number(differences.total))}</p>
      )}
    </section>
  );
}

function Peer({ peer }: { peer: PeerState }) {
  const t = words.value;
  const differing = subjects.filter((subject) => (peer.differences?.[subject]?.total ?? 0) > 0);
  return (
    <article class={`peer peer-${peer.state}`} aria-labelledby={`peer-${peer.peer}`}>
      <header class="peer-head">
        <h2 id={`peer-${peer.peer}`}>
          <Copyable text={peer.peer} />
        </h2>
        <Badge tone={tones[peer.state] ?? 'quiet'}>{peerStates.value[peer.state] ?? peer.state}</Badge>
        {peer.ready !== undefined && <Badge tone={peer.ready ? 'good' : 'warn'}>{peer.ready ? t.ready : t.notReady}</Badge>}
        <span class="peer-facts muted">
          {[
            peer.release,
            peer.sinceMillis !== undefined && t.since(span(peer.sinceMillis)),
            peer.checkedAtMillis !== undefined && t.checked(span(peer.checkedAtMillis)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {peer.httpAddress !== undefined && (
          <a class="peer-console" href={`${location.protocol}//${peer.httpAddress}/`} rel="noreferrer">
            {t.console}
          </a>
        )}
      </header>
      <p class="peer-means">
        {peerStateMeans.value[peer.state]} {peer.detail && <span lang="en">{peer.detail}</span>}
      </p>
      {differing.map((subject) => (
        <SubjectDifferences key={subject} peer={peer.peer} subject={subject} differences={peer.differences?.[subject] ?? { total: 0, items: [] }} />
      ))}
    </article>
  );
}

/** Every server beside this one, as points around it: lines that agree, differ, or are cut. */
function Constellation({ items }: { items: readonly PeerState[] }) {
  const radius = 62;
  const points = items.map((peer, index) => {
    const angle = Math.PI * (1 + (index + 0.5) / items.length);
    return { peer, x: 100 + 1.25 * radius * Math.cos(angle), y: 78 + radius * Math.sin(angle) };
  });
  const t = words.value;
  const said = items.map((peer) => `${peer.peer}: ${peerStates.value[peer.state]}`).join('; ');
  return (
    <svg class="constellation" viewBox="0 0 200 92" role="img" aria-label={said}>
      {points.map(({ peer, x, y }) => (
        <g key={peer.peer} class={`tie tie-${peer.state}`}>
          <line x1="100" y1="78" x2={x} y2={y} />
          <circle cx={x} cy={y} r="5" />
        </g>
      ))}
      <path class="here" d="M100 68 102 76 110 78 102 80 100 88 98 80 90 78 98 76Z">
        <title>{t.here}</title>
      </path>
    </svg>
  );
}

function Peerless() {
  const t = words.value;
  return (
    <>
      <Empty icon="peers">{t.none}</Empty>
      <div class="advice">
        <p>{t.noneWhy}</p>
        <pre tabIndex={0}>nameServerMembers=10.0.0.1:9876;10.0.0.2:9876;10.0.0.3:9876</pre>
      </div>
    </>
  );
}

export function Peers() {
  const t = words.value;
  const asked = useResource<PageOf<PeerState>>(address(['peers']), { everyMillis: EVERY_MILLIS, on: (event) => event.kind.startsWith('PEER_') });
  return (
    <Page title={t.title} lead={t.lead} actions={<Evidence of={asked} />}>
      <Loaded of={asked}>
        {({ items }) => {
          if (items.length === 0) return <Peerless />;
          const others = items.filter((peer) => peer.state !== 'same').length;
          return (
            <>
              <div class="verdict">
                <Constellation items={items} />
                <p class={others === 0 ? 'verdict-good' : 'verdict-bad'}>{others === 0 ? t.same(items.length) : t.notSame(others, items.length)}</p>
              </div>
              {items.map((peer) => (
                <Peer key={peer.peer} peer={peer} />
              ))}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
