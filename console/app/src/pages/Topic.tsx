import { useState } from 'preact/hooks';
import { Problem, address, getText, write } from '../api/client';
import { useResource } from '../api/resource';
import type { Explanation, MissingTopic, Page as PageOf, Route, Topic, Written } from '../api/types';
import { number } from '../lib/format';
import { link } from '../lib/router';
import { common } from '../texts/common';
import { topics as texts } from '../texts/topics';
import { Act } from '../ui/act';
import { EventList } from '../ui/events';
import { Ago, Badge, Empty, Evidence, Loaded, Mono, Page, Section } from '../ui/parts';
import { RouteLegend, RoutePicture } from '../ui/routepicture';
import { WRITE, permissionText } from '../ui/topics';

/** One topic: its route as a picture and in words, why it is so, its history, and who asks for it in vain. */
export function TopicPage({ name }: { name: string }) {
  const t = texts.value;
  const concerns = (event: { topics?: string[]; kind: string }) => (event.topics ?? []).includes(name) || /^(BROKER|DRAIN|MASTER)/.test(event.kind);
  const topic = useResource<Topic>(address(['topics', name]), { on: concerns, everyMillis: 15_000 });
  const why = useResource<Explanation>(address(['topics', name, 'explanation']), { on: concerns });
  const missing = useResource<PageOf<MissingTopic>>(address(['missing-topics']), { everyMillis: 15_000 });
  const known = topic.value;
  return (
    <Page
      title={name}
      kicker={
        <>
          <a href={link(['topics'])}>{t.title}</a>
          {known?.system && <span>{t.system}</span>}
        </>
      }
      lead={known && <Lead topic={known} />}
      actions={
        <>
          <Evidence of={topic} />
          {known?.found && (
            <Act label={t.remove} title={t.removeTitle(name)} danger act={() => write<Written>('DELETE', address(['topics', name]))} onDone={topic.reload}>
              <p>{t.removeText}</p>
            </Act>
          )}
        </>
      }
    >
      <Loaded of={topic}>{(value) => (value.route ? <RouteSection topic={name} route={value.route} /> : <></>)}</Loaded>
      <InVain name={name} of={missing.value?.items ?? []} />
      <Loaded of={why}>
        {(value) => (
          <>
            {value.reasons.length > 0 && (
              <Section title={t.why}>
                <ul class="reasons" lang="en">
                  {value.reasons.map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                </ul>
              </Section>
            )}
            {known?.route && <InWords route={known.route} />}
            <Section title={t.history} aside={<a href={link(['events'], { topic: name })}>{common.value.all}</a>}>
              {value.events.length === 0 ? <Empty icon="events">{t.noHistory}</Empty> : <EventList events={value.events} />}
            </Section>
          </>
        )}
      </Loaded>
      {known?.found && <AsBytes name={name} />}
    </Page>
  );
}

function Lead({ topic }: { topic: Topic }) {
  const t = texts.value;
  if (!topic.route) {
    return (
      <>
        <p class="headline headline-waiting">
          <em>{t.noRoute}</em>
          <span class="headline-rest"> {t.noRouteLead}</span>
        </p>
        {topic.reason !== undefined && <p lang="en">{topic.reason}</p>}
      </>
    );
  }
  const open = topic.route.queues.filter((queues) => (queues.answeredPermission & WRITE) !== 0);
  const sum = (numbers: number[]) => number(numbers.reduce((before, next) => before + next, 0));
  const groups = topic.route.brokers.length;
  return (
    <p>
      {t.lead2(groups, number(groups), sum(open.map((queues) => queues.write)), sum(topic.route.queues.map((queues) => queues.read)))}
      {topic.watchers > 0 && <> · {t.watchers(topic.watchers, number(topic.watchers))}</>}
    </p>
  );
}

function RouteSection({ topic, route }: { topic: string; route: Route }) {
  return (
    <Section title={texts.value.route} aside={<RouteLegend />}>
      <RoutePicture topic={topic} route={route} />
    </Section>
  );
}

/** How many groups are told at first. */
const SHOWN = 40;

function InWords({ route }: { route: Route }) {
  const t = texts.value;
  const c = common.value;
  const [all, setAll] = useState(false);
  const byName = new Map(route.brokers.map((broker) => [broker.name, broker]));
  return (
    <Section title={t.inWords}>
      <div class="scroll" tabIndex={0} role="region" aria-label={t.inWords}>
        <table class="plain route-words">
          <thead>
            <tr>
              <th scope="col">{c.broker}</th>
              <th scope="col">{t.addresses}</th>
              <th scope="col" class="numeric">
                {t.write}
              </th>
              <th scope="col" class="numeric">
                {t.read}
              </th>
              <th scope="col">{t.registered}</th>
              <th scope="col">{t.answered}</th>
              <th scope="col">{t.why}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? route.queues : route.queues.slice(0, SHOWN)).map((queues) => (
              <tr key={queues.broker}>
                <th scope="row">
                  <a href={link(['brokers', queues.broker])}>{queues.broker}</a>
                </th>
                <td>
                  {Object.entries(byName.get(queues.broker)?.addresses ?? {}).map(([id, at]) => (
                    <div key={id}>
                      <span class="muted number">{id}</span> <Mono>{at}</Mono>
                      {byName.get(queues.broker)?.actingMaster === at && <Badge tone="warn">{t.actingMaster}</Badge>}
                    </div>
                  ))}
                </td>
                <td class="numeric">{number(queues.write)}</td>
                <td class="numeric">{number(queues.read)}</td>
                <td class="whole">{permissionText(queues.permission)}</td>
                <td class="whole">
                  {queues.answeredPermission === queues.permission ? (
                    permissionText(queues.answeredPermission)
                  ) : (
                    <Badge tone="warn">{permissionText(queues.answeredPermission)}</Badge>
                  )}
                </td>
                <td lang="en" class="why">
                  {queues.why.join('; ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!all && route.queues.length > SHOWN && (
        <button type="button" class="button" onClick={() => setAll(true)}>
          {t.showAll(number(route.queues.length))}
        </button>
      )}
      {route.order !== undefined && (
        <p>
          {t.order}: <Mono>{route.order}</Mono>
        </p>
      )}
      {Object.entries(route.mapping ?? {}).map(([broker, mapping]) => (
        <p key={broker}>
          {t.mapping} <Mono>{broker}</Mono>: {t.mappingText(number(mapping.totalQueues), number(mapping.epoch))}
        </p>
      ))}
    </Section>
  );
}

function InVain({ name, of }: { name: string; of: readonly MissingTopic[] }) {
  const t = texts.value;
  const asked = of.find((topic) => topic.topic === name);
  if (!asked) return null;
  return (
    <Section title={t.inVain} aside={<span class="muted">{t.asked(number(asked.asked))}</span>}>
      <ul class="in-vain">
        {asked.lastCallers.map((caller) => (
          <li key={caller.address}>
            <span>
              <Mono>{caller.address}</Mono>{' '}
              <span class="muted">
                {caller.language} {caller.version}
              </span>
            </span>
            <span class="muted number">{t.asked(number(caller.asked))}</span>
          </li>
        ))}
      </ul>
      <p class="muted">
        <Ago at={asked.lastAskedMillis} />
      </p>
      {asked.similar.length > 0 && (
        <p>
          {t.similar}:{' '}
          {asked.similar.map((similar) => (
            <>
              <a key={similar} class="mono" href={link(['topics', similar])}>
                {similar}
              </a>{' '}
            </>
          ))}
        </p>
      )}
    </Section>
  );
}

type Form = 'standard' | 'legacy';

/** The answer as clients get it, byte for byte. */
function AsBytes({ name }: { name: string }) {
  const t = texts.value;
  const [shown, setShown] = useState<{ form: Form; text: string } | undefined>(undefined);
  const fetchIt = (form: Form) => {
    getText(address(['topics', name, 'route'], { form })).then(
      (text) => setShown({ form, text }),
      (failure: unknown) => setShown({ form, text: failure instanceof Problem ? failure.message : String(failure) }),
    );
  };
  return (
    <Section
      title={t.asBytes}
      aside={
        <span class="segmented" role="group" aria-label={t.asBytes}>
          {(['standard', 'legacy'] as const).map((form) => (
            <button key={form} type="button" aria-pressed={shown?.form === form} onClick={() => fetchIt(form)}>
              {form === 'standard' ? t.standard : t.legacy}
            </button>
          ))}
        </span>
      }
    >
      {shown && (
        <pre class="bytes" tabIndex={0} aria-label={t.asBytes}>
          {shown.text}
        </pre>
      )}
    </Section>
  );
}
