import { useState } from 'preact/hooks';
import { address, write } from '../api/client';
import { useResource } from '../api/resource';
import type { ConfigItem, Logger, Page as PageOf, Written } from '../api/types';
import { place, refine } from '../lib/router';
import { change, config as words, effects, origins } from '../texts/settings';
import { Act } from '../ui/act';
import { Badge, Empty, Evidence, Filter, Loaded, Page, Section } from '../ui/parts';

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'OFF', 'INHERITED'];

/** Text in which names stand between backticks. */
function Prose({ text }: { text: string }) {
  return <>{text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}

/** The values that a key can have, if they are few. */
function choices(type: string): string[] {
  if (type === 'true or false') return ['true', 'false'];
  const listed = /^one of (.*)$/.exec(type)?.[1];
  return listed === undefined ? [] : listed.split(/, | or /);
}

function ValueField({ item, value, onChange }: { item: ConfigItem; value: string; onChange: (value: string) => void }) {
  const t = words.value;
  const few = choices(item.type);
  return (
    <label class="field">
      <span>{t.value}</span>
      {few.length > 0 ? (
        <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {few.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      ) : (
        <input value={value} spellcheck={false} onInput={(event) => onChange(event.currentTarget.value)} />
      )}
    </label>
  );
}

/** What the name server shows instead of a secret. */
const MASK = '******';

function Edit({ item, onDone }: { item: ConfigItem; onDone: () => void }) {
  const t = words.value;
  const masked = item.value === MASK;
  // The mask is not the secret: it must not become one.
  const [value, setValue] = useState(masked ? '' : item.value);
  return (
    <Act
      label={change.value.edit}
      title={t.edit(item.name)}
      about={item.name}
      disabled={masked && value === ''}
      act={() => write<Written>('PATCH', address(['config']), { [item.name]: value })}
      onDone={onDone}
    >
      <p lang="en">
        <Prose text={item.meaning} />
      </p>
      <ValueField item={item} value={value} onChange={setValue} />
      <p class="muted">
        {t.must} <span lang="en">{item.type}</span>
      </p>
    </Act>
  );
}

function Setting({ item, onDone }: { item: ConfigItem; onDone: () => void }) {
  const t = words.value;
  const isDefault = item.origin === 'default';
  return (
    <li class={`setting ${isDefault ? '' : 'setting-own'}`}>
      <div class="setting-name">
        <h3 class="mono">{item.name}</h3>
        <p class="muted" lang="en">
          <Prose text={item.meaning} />
        </p>
      </div>
      <div class="setting-value">
        <span class="mono">{item.value === '' ? <span class="muted">{t.nothing}</span> : item.value}</span>
        {!isDefault && item.value !== item.default && <span class="muted">{t.notDefault(item.default || t.nothing)}</span>}
      </div>
      <div class="setting-facts">
        <Badge tone={isDefault ? 'quiet' : 'info'}>{(origins.value as Record<string, string>)[item.origin] ?? item.origin}</Badge>
        <span class="muted">{(effects.value as Record<string, string>)[item.effect] ?? item.effect}</span>
        {item.changeable && <Edit key={item.value} item={item} onDone={onDone} />}
      </div>
    </li>
  );
}

function Settings({ items, onDone }: { items: readonly ConfigItem[]; onDone: () => void }) {
  const sections = [...new Set(items.map((item) => item.section))];
  return (
    <>
      {sections.map((section) => (
        <Section key={section} title={section}>
          <ul class="settings">
            {items
              .filter((item) => item.section === section)
              .map((item) => (
                <Setting key={item.name} item={item} onDone={onDone} />
              ))}
          </ul>
        </Section>
      ))}
    </>
  );
}

function SetLevel({ logger, onDone }: { logger: Logger | undefined; onDone: () => void }) {
  const t = words.value;
  const [name, setName] = useState(logger?.name ?? 'io.lodestar.server');
  const [level, setLevel] = useState(logger?.level ?? 'DEBUG');
  return (
    <Act
      label={logger ? change.value.edit : t.another}
      title={logger ? t.setLevel(logger.name) : t.another}
      {...(logger ? { about: logger.name } : {})}
      disabled={name.trim() === ''}
      act={() => write<Written>('PUT', address(['logs', name]), { level })}
      onDone={onDone}
    >
      {!logger && (
        <label class="field">
          <span>{t.logger}</span>
          <input value={name} spellcheck={false} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
      )}
      <label class="field">
        <span>{t.level}</span>
        <select value={level} onChange={(event) => setLevel(event.currentTarget.value)}>
          {levels.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
    </Act>
  );
}

function Logs() {
  const t = words.value;
  const loggers = useResource<PageOf<Logger>>(address(['logs']));
  return (
    <Section title={t.logs} aside={<SetLevel logger={undefined} onDone={loggers.reload} />}>
      <p class="muted">{t.logsLead}</p>
      <Loaded of={loggers}>
        {({ items }) => (
          <ul class="loggers">
            {items.map((logger) => (
              <li key={logger.name}>
                <span class="mono">{logger.name}</span>
                <Badge tone={logger.level === 'INFO' ? 'quiet' : 'info'}>{logger.level}</Badge>
                <SetLevel key={logger.level} logger={logger} onDone={loggers.reload} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

export function Config() {
  const t = words.value;
  const settings = useResource<PageOf<ConfigItem>>(address(['config']), { on: (event) => event.kind === 'CONFIG_CHANGED' });
  const query = place.value.query;
  const search = query.get('search') ?? '';
  const own = query.get('own') !== null;
  const wanted = search.toLowerCase();
  return (
    <Page title={t.title} lead={t.lead} actions={<Evidence of={settings} />}>
      <div class="tools">
        <Filter value={search} onChange={(value) => refine({ search: value || undefined })} label={t.search} />
        <label class="check">
          <input type="checkbox" checked={own} onChange={(event) => refine({ own: event.currentTarget.checked ? 'true' : undefined })} />
          {t.changedOnly}
        </label>
      </div>
      <Loaded of={settings}>
        {({ items }) => {
          const shown = items.filter((item) => `${item.name}\n${item.meaning}`.toLowerCase().includes(wanted) && (!own || item.origin !== 'default'));
          return shown.length === 0 ? <Empty icon="config">{t.none}</Empty> : <Settings items={shown} onDone={settings.reload} />;
        }}
      </Loaded>
      <Logs />
    </Page>
  );
}
