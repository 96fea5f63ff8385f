import type { ComponentChildren } from 'preact';
import { address } from '../api/client';
import { useResource } from '../api/resource';
import { server as serverSignal } from '../api/server';
import { latest, pulses, streamLink } from '../api/stream';
import type { Broker, Cluster, Connections, EventPage, MissingTopic, Page as PageOf, PeerState, Server } from '../api/types';
import { serverNow, tick } from '../lib/clock';
import { duration, moment, number, rate } from '../lib/format';
import { link } from '../lib/router';
import { common } from '../texts/common';
import { overview } from '../texts/overview';
import { EventList } from '../ui/events';
import { looks, type Look } from '../ui/looks';
import { LeaseDial } from '../ui/lease';
import { Empty, Evidence, Loaded, Page, Section } from '../ui/parts';
import { Spark } from '../ui/spark';

/** How the name server is, in one look. */
const MOST_LOOKS = 6;
const EVENTS = 10;
/** From so many brokers on they are drawn small. */
const DENSE = 120;

export function Overview() {
  const clusters = useResource<PageOf<Cluster>>(address(['clusters']), { on: (event) => event.kind.startsWith('BROKER') || event.kind.startsWith('DRAIN'), everyMillis: 15_000 });
  const brokers = useResource<PageOf<Broker>>(address(['brokers'], { limit: 1000 }), {
    on: (event) => /^(BROKER|DRAIN|MASTER|CONFLICT)/.test(event.kind),
    everyMillis: 10_000,
  });
  const missing = useResource<PageOf<MissingTopic>>(address(['missing-topics']), { everyMillis: 10_000 });
  const peers = useResource<PageOf<PeerState>>(address(['peers']), { everyMillis: 15_000 });
  const server = serverSignal.value;
  const t = overview.value;
  return (
    <Page title={t.title} kicker={<Where server={server} />} lead={<Headline server={server} />}>
      {server && <Figures server={server} />}
      <div class="overview">
        <div class="overview-main">
          <LooksSection looks={server ? looks(server, brokers.value?.items ?? [], brokers.receivedAt, peers.value?.items ?? []) : []} page={brokers.value} />
          <Section title={t.sky} aside={<Evidence of={brokers} />}>
            <Loaded of={brokers}>{(page) => <Sky brokers={page.items} total={page.total} receivedAt={brokers.receivedAt} clusters={clusters.value?.items ?? []} />}</Loaded>
          </Section>
          <Connected />
        </div>
        <div class="overview-side">
          <Lately />
          <Section title={t.inVain} aside={<a href={link(['missing'])}>{t.allMissing}</a>}>
            <Loaded of={missing}>{(page) => <InVain topics={page.items} />}</Loaded>
          </Section>
        </div>
      </div>
    </Page>
  );
}

function Where({ server }: { server: Server | undefined }) {
  tick.value;
  if (!server) return <> </>;
  return (
    <>
      <span class="mono">{server.address}</span>
      <span title={moment(server.startedAtMillis)}>{overview.value.up(duration(serverNow() - server.startedAtMillis))}</span>
    </>
  );
}

/** One sentence that says it all. */
function Headline({ server }: { server: Server | undefined }) {
  const t = overview.value;
  if (!server) return <p class="headline"> </p>;
  const state = streamLink.value === 'lost' ? 'unknown' : server.ready ? 'ready' : 'waiting';
  const words = { unknown: t.isUnknown, ready: t.isReady, waiting: t.isNotReady };
  return (
    <>
      <p class={`headline headline-${state}`}>
        <strong>{server.name}</strong> <em>{words[state]}</em>
        <span class="headline-rest"> {t.summary(server.counts.groups, number(server.counts.groups), server.counts.topics, number(server.counts.topics))}</span>
      </p>
      {server.reasons.length > 0 && (
        <ul class="reasons" lang="en">
          {server.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Figures({ server }: { server: Server }) {
  const t = overview.value;
  const heard = pulses.value;
  const history = (pick: (rates: Server['rates']) => number) => heard.map((beat) => pick(beat.rates));
  const { counts, rates } = server;
  return (
    <section class="figures" aria-label={t.figures}>
      <Figure name={t.requests} value={rate(rates.requestsPerSecond)} unit={t.perSecond} spark={history((of) => of.requestsPerSecond)} />
      <Figure name={t.routes} value={rate(rates.routesPerSecond)} unit={t.perSecond} spark={history((of) => of.routesPerSecond)} />
      <Figure name={t.registrations} value={rate(rates.registrationsPerSecond)} unit={t.perSecond} spark={history((of) => of.registrationsPerSecond)} />
      <Figure name={t.errors} value={rate(rates.errorsPerSecond)} unit={t.perSecond} spark={history((of) => of.errorsPerSecond)} tone={rates.errorsPerSecond > 0 ? 'warn' : undefined} />
      <div class="figures-small">
        <Count name={t.topics} value={counts.topics} to={['topics']} />
        <Count name={t.brokers} value={counts.brokers} to={['brokers']} />
        <Count name={t.groups} value={counts.groups} to={['brokers']} />
        <Count name={t.connections} value={counts.connections} />
        <Count name={t.watchers} value={counts.watchers} />
        <Count name={t.streams} value={counts.streams} />
      </div>
    </section>
  );
}

function Figure(properties: { name: string; value: string; unit: string; spark: number[]; tone?: 'warn' | undefined }) {
  return (
    <div class={`figure ${properties.tone ? `figure-${properties.tone}` : ''}`}>
      <p class="figure-name">{properties.name}</p>
      <p class="figure-value">
        {properties.value}
        <small>{properties.unit}</small>
      </p>
      <Spark values={properties.spark} label={`${properties.name}: ${overview.value.lastMinutes}`} />
    </div>
  );
}

function Count({ name, value, to }: { name: string; value: number; to?: string[] }) {
  const inside = (
    <>
      <span class="count-value">{number(value)}</span>
      <span class="count-name">{name}</span>
    </>
  );
  return to ? (
    <a class="count" href={link(to)}>
      {inside}
    </a>
  ) : (
    <div class="count">{inside}</div>
  );
}

function LooksSection({ looks: all, page }: { looks: Look[]; page: PageOf<Broker> | undefined }) {
  const t = overview.value;
  if (!page) return null;
  const partial = page.next !== undefined;
  return (
    <Section title={t.look} aside={all.length > 0 ? <span class="muted">{number(all.length)}</span> : undefined}>
      {partial && <p class="muted">{t.partial(number(page.items.length), number(page.total))}</p>}
      {all.length === 0 ? (
        !partial && <Empty>{t.calm}</Empty>
      ) : (
        <ul class="looks">
          {all.slice(0, MOST_LOOKS).map((look) => (
            <li key={`${look.kind} ${look.subject ?? ''}`} class={`look look-${look.tone}`}>
              {look.to ? (
                <a class="mono" href={link(look.to)}>
                  {look.subject}
                </a>
              ) : null}{' '}
              {look.text}
              {look.more > 0 && <span class="muted"> · {t.likeIt(look.more, number(look.more))}</span>}
            </li>
          ))}
          {all.length > MOST_LOOKS && <li class="muted">{t.moreLooks(number(all.length - MOST_LOOKS))}</li>}
        </ul>
      )}
    </Section>
  );
}

function Sky({ brokers, total, receivedAt, clusters }: { brokers: readonly Broker[]; total: number; receivedAt: number | undefined; clusters: readonly Cluster[] }) {
  const t = overview.value;
  if (brokers.length === 0) {
    return (
      <Empty icon="brokers">
        {t.noBrokers} <span class="muted">{t.noBrokersHint}</span>
      </Empty>
    );
  }
  const dense = brokers.length > DENSE;
  const byCluster = Map.groupBy(brokers, (broker) => broker.cluster);
  return (
    <>
      {[...byCluster].map(([name, members]) => (
        <ClusterSky key={name} name={name} members={members} receivedAt={receivedAt} known={clusters.find((cluster) => cluster.name === name)} dense={dense} />
      ))}
      <p class="sky-hint">
        {t.skyHint} {total > brokers.length && <a href={link(['brokers'])}>{t.partial(number(brokers.length), number(total))}</a>}
      </p>
    </>
  );
}

function ClusterSky(properties: { name: string; members: readonly Broker[]; receivedAt: number | undefined; known: Cluster | undefined; dense: boolean }) {
  const t = overview.value;
  const { known } = properties;
  const groups = Map.groupBy(properties.members, (broker) => broker.name);
  return (
    <div class="cluster">
      <h3 class="cluster-name">
        <a href={link(['brokers'], { cluster: properties.name })}>{properties.name}</a>
        {known && (
          <span class="cluster-facts">
            {t.clusterGroups(known.groups, number(known.groups))} · {t.clusterTopics(known.topics, number(known.topics))}
            {known.drained > 0 && <> · {t.clusterDrained(known.drained, number(known.drained))}</>}
          </span>
        )}
      </h3>
      <ul class={`sky ${properties.dense ? 'sky-dense' : ''}`}>
        {[...groups].map(([group, members]) => (
          <Constellation key={group} name={group} members={members} receivedAt={properties.receivedAt} />
        ))}
      </ul>
    </div>
  );
}

function Constellation({ name, members, receivedAt }: { name: string; members: readonly Broker[]; receivedAt: number | undefined }) {
  const t = common.value;
  const drained = members.some((broker) => broker.drained);
  const marks: ComponentChildren = drained ? <span class="group-mark">{t.drained}</span> : null;
  return (
    <li>
      <a class={`group ${drained ? 'group-drained' : ''}`} href={link(['brokers', name])}>
        <span class="group-dials">
          {members.map((broker) => (
            <LeaseDial key={broker.id} broker={broker} receivedAt={receivedAt} />
          ))}
        </span>
        <span class="group-name">{name}</span>
        {marks}
      </a>
    </li>
  );
}

/** The newest of the journal: as it was, and what the stream told since. */
function Lately() {
  const t = overview.value;
  const past = useResource<EventPage>(address(['events'], { limit: 5 * EVENTS }), {});
  return (
    <Section title={t.lately} aside={<a href={link(['events'])}>{t.allEvents}</a>}>
      <Loaded of={past}>
        {(page) => {
          const since = latest.value.filter((event) => event.sequence > (page.items[0]?.sequence ?? -1));
          // That a change was granted is in the journal beside the change itself.
          const all = [...since, ...page.items].filter((event) => event.kind !== 'REQUEST_GRANTED').slice(0, EVENTS);
          return all.length === 0 ? <Empty icon="events">{t.noneLately}</Empty> : <EventList events={all} />;
        }}
      </Loaded>
    </Section>
  );
}

function InVain({ topics }: { topics: readonly MissingTopic[] }) {
  const t = overview.value;
  if (topics.length === 0) return <Empty>{t.noneInVain}</Empty>;
  return (
    <ul class="in-vain">
      {topics.slice(0, 5).map((topic) => (
        <li key={topic.topic}>
          <a class="mono" href={link(['topics', topic.topic])}>
            {topic.topic}
          </a>
          <span class="muted number">{t.times(number(topic.asked))}</span>
        </li>
      ))}
    </ul>
  );
}

/** How many of each are named. */
const CALLERS = 5;

function Connected() {
  const t = overview.value;
  const connections = useResource<Connections>(address(['connections']), { everyMillis: 10_000 });
  return (
    <Section title={t.connected} aside={<Evidence of={connections} />}>
      <Loaded of={connections}>
        {(value) => (
          <div class="connected">
            <Callers name={t.kinds} rows={Object.entries(value.byKind)} />
            <Callers name={t.releases} rows={value.byRelease.map((of) => [`${of.language} ${of.version}`, of.connections])} />
            <Callers name={t.sources} rows={value.topSources.map((of) => [of.source, of.connections])} />
            <Callers name={t.refusals} rows={Object.entries(value.refusals)} />
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function Callers({ name, rows }: { name: string; rows: readonly (readonly [string, number])[] }) {
  const most = Math.max(...rows.map(([, count]) => count), 1);
  if (rows.length === 0) return null;
  return (
    <div>
      <h3>{name}</h3>
      <ul>
        {[...rows]
          .sort(([, one], [, other]) => other - one)
          .slice(0, CALLERS)
          .map(([who, count]) => (
            <li key={who}>
              <span class="caller" lang="en">
                {who}
              </span>
              <svg class="caller-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(100 * count) / most} height="4" rx="2" />
              </svg>
              <span class="number">{number(count)}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}
