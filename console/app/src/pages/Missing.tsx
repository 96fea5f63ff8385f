import { address } from '../api/client';
import { useResource } from '../api/resource';
import type { Caller, MissingTopic, Page as PageOf } from '../api/types';
import { number } from '../lib/format';
import { link } from '../lib/router';
import { missing as words } from '../texts/missing';
import { Ago, Empty, Evidence, Fact, Facts, Loaded, Mono, Page } from '../ui/parts';

const EVERY_MILLIS = 5000;

function Callers({ callers }: { callers: readonly Caller[] }) {
  const t = words.value;
  return (
    <ul class="callers">
      {callers.map((caller) => (
        <li key={caller.address}>
          <Mono>{caller.address}</Mono>{' '}
          <span class="muted">
            {[caller.language, caller.version, t.caller(number(caller.asked))].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** One name, how much it is wanted compared with the most wanted one, by whom, and what they may have meant. */
function Row({ item, most }: { item: MissingTopic; most: number }) {
  const t = words.value;
  return (
    <li class="missing">
      <div class="missing-name">
        <h2>
          <a href={link(['topics', item.topic])}>{item.topic}</a>
        </h2>
        <span class="missing-count">
          <strong class="number">{number(item.asked)}</strong> <span class="muted">{t.times}</span>
        </span>
        <svg class="missing-share" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
          <rect width={(100 * item.asked) / most} height="3" rx="1.5" />
        </svg>
      </div>
      <Facts>
        <Fact name={t.last}>
          <Ago at={item.lastAskedMillis} />
        </Fact>
        <Fact name={t.callers}>{item.lastCallers.length > 0 ? <Callers callers={item.lastCallers} /> : undefined}</Fact>
        <Fact name={t.why}>{item.reason ? <span lang="en">{item.reason}</span> : undefined}</Fact>
        {item.similar.length > 0 && (
          <Fact name={t.similar}>
            <span class="similar">
              {item.similar.map((name) => (
                <a key={name} href={link(['topics', name])}>
                  {name}
                </a>
              ))}
            </span>
          </Fact>
        )}
      </Facts>
    </li>
  );
}

export function Missing() {
  const t = words.value;
  const asked = useResource<PageOf<MissingTopic>>(address(['missing-topics']), { everyMillis: EVERY_MILLIS, on: (event) => event.kind.startsWith('TOPIC_') });
  return (
    <Page title={t.title} lead={t.lead} actions={<Evidence of={asked} />}>
      <Loaded of={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            <ol class="missings">
              {items.map((item) => (
                <Row key={item.topic} item={item} most={Math.max(...items.map((each) => each.asked))} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </Page>
  );
}
