import { address } from '../api/client';
import { useResource } from '../api/resource';
import type { Broker, Cluster, Page as PageOf } from '../api/types';
import { duration, number } from '../lib/format';
import { link, place, refine } from '../lib/router';
import { useSettled } from '../lib/settled';
import { brokers as texts } from '../texts/brokers';
import { common } from '../texts/common';
import { LeaseBar } from '../ui/lease';
import { Badge, Choice, Empty, Evidence, Filter, Loaded, Mono, Page } from '../ui/parts';
import { RoleBadge } from '../ui/roles';
import { Table, type Column } from '../ui/table';

/** All brokers, with what is left of their leases. */
export function Brokers() {
  const t = texts.value;
  const query = place.value.query;
  const search = query.get('search') ?? '';
  const cluster = query.get('cluster') ?? '';
  const all = useResource<PageOf<Broker>>(address(['brokers'], { limit: 1000 }), {
    on: (event) => /^(BROKER|DRAIN|MASTER|CONFLICT)/.test(event.kind),
    everyMillis: 10_000,
  });
  const known = all.value?.items ?? [];
  const settled = useSettled(search);
  // Of more than came at once, the name server looks for those that are wanted.
  const partly = all.value?.next !== undefined && (search !== '' || cluster !== '');
  const found = useResource<PageOf<Broker>>(partly ? address(['brokers'], { limit: 1000, search: settled, cluster }) : undefined, { everyMillis: 10_000 });
  const clusterList = useResource<PageOf<Cluster>>(address(['clusters']));
  const shown = partly ? found : all;
  const clusters = [...new Set([...(clusterList.value?.items ?? []).map((item) => item.name), ...known.map((broker) => broker.cluster), ...(cluster ? [cluster] : [])])].sort();
  const groups = (clusterList.value?.items ?? []).reduce((sum, item) => sum + item.groups, 0);
  return (
    <Page
      title={t.title}
      lead={all.value && clusterList.value && <p>{t.lead(groups, number(groups), all.value.total, number(all.value.total))}</p>}
      actions={<Evidence of={all} />}
    >
      <div class="tools">
        <Filter value={search} label={t.filter} onChange={(value) => refine({ search: value })} />
        {clusters.length > 1 && (
          <Choice
            label={common.value.cluster}
            value={cluster}
            options={[['', t.allClusters], ...clusters.map((name) => [name, name] as const)]}
            onChange={(value) => refine({ cluster: value })}
          />
        )}
      </div>
      <Loaded of={shown}>{(page) => <Rows page={page} search={search} cluster={cluster} receivedAt={shown.receivedAt} />}</Loaded>
    </Page>
  );
}

function Rows({ page, search, cluster, receivedAt }: { page: PageOf<Broker>; search: string; cluster: string; receivedAt: number | undefined }) {
  const t = texts.value;
  const wanted = search.toLowerCase();
  const rows = page.items.filter(
    (broker) => (cluster === '' || broker.cluster === cluster) && `${broker.name} ${broker.address} ${broker.zone ?? ''}`.toLowerCase().includes(wanted),
  );
  if (rows.length === 0) return <Empty icon="brokers">{page.total === 0 ? t.none : t.noMatch}</Empty>;
  return (
    <>
      <Table wide={1240} label={t.title} columns={columns(rows, receivedAt)} rows={rows} rowKey={(broker) => `${broker.cluster} ${broker.name} ${broker.id}`} tone={(broker) => (broker.restored ? 'row-quiet' : '')} />
      {page.next !== undefined && <p class="muted">{t.loaded(number(page.items.length), number(page.total))}</p>}
    </>
  );
}

function columns(rows: readonly Broker[], receivedAt: number | undefined): Column<Broker>[] {
  const t = texts.value;
  const c = common.value;
  return [
    {
      head: t.name,
      width: 'minmax(7rem, 1.4fr)',
      narrow: 'minmax(0, 1fr)',
      cell: (broker, index) => (
        <a class="row-link" href={link(['brokers', broker.name])}>
          <span class={rows[index - 1]?.name === broker.name ? 'name name-again' : 'name'}>{broker.name}</span>
          <span class="sub">:{broker.id}</span>
        </a>
      ),
    },
    { head: c.role, width: '6.8rem', narrow: '5.2rem', cell: (broker) => <RoleBadge role={broker.role} /> },
    { head: t.lease, width: '7.5rem', narrow: '6.5rem', cell: (broker) => <LeaseBar broker={broker} receivedAt={receivedAt} /> },
    { head: c.address, width: 'minmax(9rem, 1.3fr)', cell: (broker) => <Mono>{broker.address}</Mono> },
    { head: c.cluster, width: 'minmax(4.5rem, 1fr)', cell: (broker) => broker.cluster },
    ...(rows.some((broker) => broker.zone !== undefined) ? [{ head: c.zone, width: '4rem', cell: (broker: Broker) => broker.zone }] : []),
    { head: t.topics, width: '4rem', numeric: true, cell: (broker) => number(broker.registration.topics) },
    { head: t.session, width: '5.5rem', numeric: true, cell: (broker) => duration(broker.session.ageMillis) },
    { head: t.state, width: 'minmax(8rem, 1.8fr)', cell: (broker) => <States broker={broker} /> },
  ];
}

/** What is special about a broker. */
export function States({ broker }: { broker: Broker }) {
  const t = texts.value;
  const c = common.value;
  return (
    <span class="badges">
      {broker.drained && <Badge tone="info">{c.drained}</Badge>}
      {broker.restored && <Badge tone="warn">{t.restored}</Badge>}
      {broker.addressSuspect !== undefined && (
        <Badge tone="warn" title={t.suspectNote(broker.addressSuspect)}>
          {t.suspect}
        </Badge>
      )}
      {broker.addressSuspect === undefined && broker.addressDiffers && (
        <Badge tone="quiet" title={t.differsNote}>
          {t.differs}
        </Badge>
      )}
      {broker.conflicts.count > 0 && <Badge tone="warn">{t.conflicts(number(broker.conflicts.count))}</Badge>}
    </span>
  );
}
