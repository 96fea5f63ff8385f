import { useState } from 'preact/hooks';
import { address } from '../api/client';
import { useResource } from '../api/resource';
import type { Cluster, Page as PageOf } from '../api/types';
import { number } from '../lib/format';
import { place, refine } from '../lib/router';
import { common } from '../texts/common';
import { topics as texts } from '../texts/topics';
import { Choice, Page } from '../ui/parts';
import { TopicTable } from '../ui/topics';

/** All topics. */
export function Topics() {
  const t = texts.value;
  const query = place.value.query;
  const search = query.get('search') ?? '';
  const cluster = query.get('cluster') ?? '';
  const broker = query.get('broker') ?? '';
  const [total, setTotal] = useState<number | undefined>(undefined);
  const clusters = useResource<PageOf<Cluster>>(address(['clusters']));
  const names = clusters.value?.items.map((item) => item.name) ?? [];
  const narrowed = search !== '' || cluster !== '' || broker !== '';
  return (
    <Page title={t.title} lead={total !== undefined && <p>{narrowed ? t.leadMatching(number(total)) : t.lead(total, number(total))}</p>}>
      <TopicTable
        path={['topics']}
        label={t.title}
        query={{ cluster, broker }}
        search={search}
        onSearch={(value) => refine({ search: value })}
        onTotal={setTotal}
        tools={
          names.length > 1 && (
            <Choice
              label={common.value.cluster}
              value={cluster}
              options={[['', t.allClusters], ...names.map((name) => [name, name] as const)]}
              onChange={(value) => refine({ cluster: value })}
            />
          )
        }
      />
    </Page>
  );
}
