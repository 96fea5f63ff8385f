import { useMemo } from 'preact/hooks';
import { address, write } from '../api/client';
import { useResource } from '../api/resource';
import type { Broker, BrokerGroup, EventPage, Written } from '../api/types';
import { bytes, duration, moment, number } from '../lib/format';
import { link } from '../lib/router';
import { brokers as texts, heardAs } from '../texts/brokers';
import { common } from '../texts/common';
import { Act } from '../ui/act';
import { EventList } from '../ui/events';
import { LeaseDial } from '../ui/lease';
import { Ago, Badge, Copyable, Empty, Evidence, Fact, Facts, Loading, Mono, Page, Section, Trouble } from '../ui/parts';
import { RoleBadge } from '../ui/roles';
import { TopicTable } from '../ui/topics';

/** One broker group: its brokers, its topics, its history. */
export function BrokerPage({ name }: { name: string }) {
  const t = texts.value;
  const group = useResource<BrokerGroup>(address(['brokers', name]), { on: (event) => event.broker === name, everyMillis: 5000 });
  const gone = group.problem?.status === 404;
  const known = gone ? undefined : group.value;
  return (
    <Page
      title={name}
      kicker={
        <>
          <a href={link(['brokers'])}>{t.title}</a>
          {known && <a href={link(['brokers'], { cluster: known.cluster })}>{known.cluster}</a>}
        </>
      }
      lead={known && <Lead group={known} />}
      actions={
        <>
          <Evidence of={group} />
          {known && <DrainAct group={known} onDone={group.reload} />}
        </>
      }
    >
      {gone && (
        <Empty icon="brokers">
          {t.gone} <span class="muted">{t.goneHint}</span>
        </Empty>
      )}
      {!gone && group.problem && <Trouble problem={group.problem} retry={group.reload} />}
      {known ? <Members group={known} receivedAt={group.receivedAt} /> : !group.problem && <Loading />}
      {known && (
        <Section title={t.topicsOf} aside={<span class="muted number">{number(known.topics.total)}</span>} class="section-wide">
          <TopicTable path={['brokers', name, 'topics']} label={t.topicsOf} />
        </Section>
      )}
      <History name={name} />
    </Page>
  );
}

function Lead({ group }: { group: BrokerGroup }) {
  const t = texts.value;
  const master = group.members.some((member) => member.role === 'master');
  return (
    <>
      {group.drained && <p class="note note-info">{t.drainedLead}</p>}
      {group.actingMaster !== undefined && <p class="note note-warn">{t.actingLead(group.actingMaster)}</p>}
      {group.actingMaster === undefined && !master && <p class="note note-bad">{t.noMasterLead}</p>}
    </>
  );
}

function DrainAct({ group, onDone }: { group: BrokerGroup; onDone: () => void }) {
  const t = texts.value;
  const at = address(['drains', group.name]);
  return group.drained ? (
    <Act label={t.lift} title={t.liftTitle(group.name)} act={() => write<Written>('DELETE', at)} onDone={onDone}>
      <p>{t.liftText}</p>
    </Act>
  ) : (
    <Act label={t.drain} title={t.drainTitle(group.name)} act={() => write<Written>('PUT', at, {})} onDone={onDone}>
      <p>{t.drainText}</p>
    </Act>
  );
}

function Members({ group, receivedAt }: { group: BrokerGroup; receivedAt: number | undefined }) {
  return (
    <div class="members">
      {group.members.map((member) => (
        <MemberCard key={member.id} broker={member} receivedAt={receivedAt} />
      ))}
    </div>
  );
}

function MemberCard({ broker, receivedAt }: { broker: Broker; receivedAt: number | undefined }) {
  const t = texts.value;
  const c = common.value;
  const { connection, registration } = broker;
  return (
    <article class="member">
      <header class="member-head">
        <div class="member-lease">
          <LeaseDial broker={broker} receivedAt={receivedAt} large />
        </div>
        <div>
          <h2 class="member-name">
            {broker.name}
            <span class="sub">:{broker.id}</span>
          </h2>
          <p class="badges">
            <RoleBadge role={broker.role} />
            {broker.drained && <Badge tone="info">{c.drained}</Badge>}
            {broker.zone !== undefined && (
              <Badge tone="quiet" title={c.zone}>
                {broker.zone}
              </Badge>
            )}
          </p>
        </div>
      </header>
      {broker.restored && <p class="note note-warn">{t.restoredNote}</p>}
      {broker.addressSuspect !== undefined && <p class="note note-warn">{t.suspectNote(broker.addressSuspect)}</p>}
      {broker.addressSuspect === undefined && broker.addressDiffers && <p class="note">{t.differsNote}</p>}
      <Facts>
        <Fact name={c.address}>
          <Copyable text={broker.address} />
        </Fact>
        <Fact name={t.haAddress}>{broker.haAddress === undefined ? c.none : <Mono>{broker.haAddress}</Mono>}</Fact>
        <Fact name={t.connectedFrom}>
          {connection && (
            <>
              <Mono>{connection.address}</Mono> <span class="muted">{connection.tls ? (connection.certificate ?? t.encrypted) : t.notEncrypted}</span>
            </>
          )}
        </Fact>
        <Fact name={t.since}>{connection && <Ago at={connection.sinceMillis} />}</Fact>
        <Fact name={t.heard}>
          <Ago at={broker.lease.renewedAtMillis} /> <span class="muted">{heardAs(registration.kind)}</span>
        </Fact>
        <Fact name={t.leaseLength}>{t.leaseOf(duration(broker.lease.lengthMillis))}</Fact>
        <Fact name={t.registered}>{registration.atMillis !== undefined && <Ago at={registration.atMillis} />}</Fact>
        <Fact name={t.size}>{registration.bytes === undefined ? undefined : t.sizeOf(number(registration.topics), bytes(registration.bytes))}</Fact>
        <Fact name={t.sessionNumber}>{t.sessionOf(String(broker.session.number), duration(broker.session.ageMillis))}</Fact>
        <Fact name={t.version}>{broker.dataVersion && t.versionText(number(broker.dataVersion.counter), moment(broker.dataVersion.timestampMillis))}</Fact>
        <Fact name={t.conflictsFact}>{broker.conflicts.count === 0 ? t.conflictsNone : t.conflictsOf(number(broker.conflicts.count))}</Fact>
        {broker.conflicts.last !== undefined && (
          <Fact name={t.lastConflict}>
            <span lang="en">{broker.conflicts.last}</span>
          </Fact>
        )}
      </Facts>
    </article>
  );
}

function History({ name }: { name: string }) {
  const t = texts.value;
  const url = useMemo(() => address(['events'], { broker: name, limit: 50 }), [name]);
  const events = useResource<EventPage>(url, { on: (event) => event.broker === name });
  return (
    <Section title={t.history} aside={<a href={link(['events'], { broker: name })}>{common.value.all}</a>}>
      {events.problem && <Trouble problem={events.problem} retry={events.reload} />}
      {events.value && (events.value.items.length === 0 ? <Empty icon="events">{t.noHistory}</Empty> : <EventList events={events.value.items} />)}
    </Section>
  );
}
