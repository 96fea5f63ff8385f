import { useState } from 'preact/hooks';
import { address, write } from '../api/client';
import { useResource, type Resource } from '../api/resource';
import type { JournalEvent, KeyValue, Namespace, Page as PageOf, Written } from '../api/types';
import { number } from '../lib/format';
import { go, link, place, refine } from '../lib/router';
import { change, kv as words } from '../texts/settings';
import { Act } from '../ui/act';
import { Empty, Evidence, Filter, Loaded, Page, Section } from '../ui/parts';

const concernsKv = (event: JournalEvent) => event.kind === 'KV_CHANGED';
const PAGE = 1000;

function put(namespace: string, key: string, value: string): Promise<Written> {
  return write<Written>('PUT', address(['kv', namespace, key]), { value });
}

/** Gives a key another value. */
function Edit({ namespace, item, onDone }: { namespace: string; item: KeyValue; onDone: () => void }) {
  const t = words.value;
  const [value, setValue] = useState(item.value);
  return (
    <Act label={change.value.edit} title={t.edit(item.key)} act={() => put(namespace, item.key, value)} onDone={onDone} about={item.key}>
      <label class="field">
        <span>{t.value}</span>
        <textarea rows={4} value={value} spellcheck={false} onInput={(event) => setValue(event.currentTarget.value)} />
      </label>
    </Act>
  );
}

function Remove({ namespace, item, onDone }: { namespace: string; item: KeyValue; onDone: () => void }) {
  const t = words.value;
  return (
    <Act
      danger
      label={change.value.remove}
      title={t.remove(item.key)}
      act={() => write<Written>('DELETE', address(['kv', namespace, item.key]))}
      onDone={onDone}
      about={item.key}
    >
      <p>{t.removeWhy(namespace)}</p>
    </Act>
  );
}

/** A new key, in a namespace that need not exist yet. */
function Add({ namespace, onDone }: { namespace: string | undefined; onDone: (namespace: string) => void }) {
  const t = words.value;
  const [entry, setEntry] = useState({ namespace: namespace ?? 'ORDER_TOPIC_CONFIG', key: '', value: '' });
  const field = (name: keyof typeof entry) => ({
    value: entry[name],
    spellcheck: false,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => setEntry({ ...entry, [name]: event.currentTarget.value }),
  });
  return (
    <Act
      label={t.add}
      title={t.add}
      act={() => put(entry.namespace, entry.key, entry.value)}
      disabled={entry.namespace.trim() === '' || entry.key.trim() === ''}
      onDone={() => onDone(entry.namespace)}
    >
      <label class="field">
        <span>{t.namespace}</span>
        <input required {...field('namespace')} />
      </label>
      <label class="field">
        <span>{t.key}</span>
        <input required {...field('key')} />
      </label>
      <label class="field">
        <span>{t.value}</span>
        <textarea rows={3} {...field('value')} />
      </label>
    </Act>
  );
}

function Keys({ namespace, keys }: { namespace: string; keys: Resource<PageOf<KeyValue>> }) {
  const t = words.value;
  const search = place.value.query.get('search') ?? '';
  const wanted = search.toLowerCase();
  return (
    <Section title={namespace} aside={<Evidence of={keys} />}>
      <div class="tools">
        <Filter value={search} onChange={(value) => refine({ search: value || undefined })} label={t.search} />
      </div>
      <Loaded of={keys}>
        {({ items, total }) => {
          const shown = items.filter((item) => `${item.key}\n${item.value}`.toLowerCase().includes(wanted));
          return (
            <>
              {shown.length === 0 && <Empty icon="kv">{t.noneIn(namespace)}</Empty>}
              <ul class="pairs">
                {shown.map((item) => (
                  <li key={item.key} class="pair">
                    <span class="pair-key mono">{item.key}</span>
                    <span class="pair-value mono">{item.value}</span>
                    <span class="pair-acts">
                      <Edit key={item.value} namespace={namespace} item={item} onDone={keys.reload} />
                      <Remove namespace={namespace} item={item} onDone={keys.reload} />
                    </span>
                  </li>
                ))}
              </ul>
              {items.length < total && <p class="muted">{t.more(number(items.length), number(total))}</p>}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function Namespaces({ items, chosen }: { items: readonly Namespace[]; chosen: string | undefined }) {
  const t = words.value;
  return (
    <nav class="namespaces" aria-label={t.namespaces}>
      <ul>
        {items.map((item) => (
          <li key={item.name}>
            <a href={link(['kv', item.name])} aria-current={item.name === chosen ? 'page' : undefined}>
              <span class="mono">{item.name}</span> <span class="muted">{t.keys(item.keys)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function KeyValues({ namespace }: { namespace?: string | undefined }) {
  const t = words.value;
  const namespaces = useResource<PageOf<Namespace>>(address(['kv']), { on: concernsKv });
  const chosen = namespace ?? namespaces.value?.items[0]?.name;
  const keys = useResource<PageOf<KeyValue>>(chosen === undefined ? undefined : address(['kv', chosen], { limit: PAGE }), { on: concernsKv });
  const added = (where: string) => {
    namespaces.reload();
    keys.reload();
    go(['kv', where]);
  };
  return (
    <Page title={t.title} lead={t.lead} actions={<Add key={chosen} namespace={chosen} onDone={added} />}>
      <Loaded of={namespaces}>
        {({ items }) =>
          items.length === 0 && chosen === undefined ? (
            <Empty icon="kv">{t.none}</Empty>
          ) : (
            <div class="kv">
              <Namespaces items={items} chosen={chosen} />
              {chosen !== undefined && <Keys namespace={chosen} keys={keys} />}
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
