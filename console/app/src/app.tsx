import { useEffect, useRef } from 'preact/hooks';
import { serverProblem } from './api/server';
import { place } from './lib/router';
import { BrokerPage } from './pages/Broker';
import { Brokers } from './pages/Brokers';
import { Config } from './pages/Config';
import { Events } from './pages/Events';
import { KeyValues } from './pages/KeyValues';
import { Missing } from './pages/Missing';
import { Overview } from './pages/Overview';
import { Peers } from './pages/Peers';
import { TopicPage } from './pages/Topic';
import { Topics } from './pages/Topics';
import { common } from './texts/common';
import { Empty, Page } from './ui/parts';
import { Shell } from './ui/shell';
import { SignInForm } from './ui/signin';

/** Chooses the page by the place. */
function Here() {
  const [kind = '', name] = place.value.segments;
  switch (kind) {
    case '':
      return <Overview />;
    case 'brokers':
      return name === undefined ? <Brokers /> : <BrokerPage key={name} name={name} />;
    case 'topics':
      return name === undefined ? <Topics /> : <TopicPage key={name} name={name} />;
    case 'events':
      return <Events />;
    case 'missing':
      return <Missing />;
    case 'peers':
      return <Peers />;
    case 'kv':
      return <KeyValues namespace={name} />;
    case 'config':
      return <Config />;
    default:
      return (
        <Page title={common.value.notThere}>
          <Empty icon="missing">{location.hash}</Empty>
        </Page>
      );
  }
}

export function App() {
  const path = place.value.segments.join('/');
  const first = useRef(true);
  useEffect(() => {
    // Whoever went somewhere begins reading at its title.
    if (!first.current) document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    first.current = false;
  }, [path]);
  const problem = serverProblem.value;
  const closed = problem !== undefined && (problem.status === 401 || problem.status === 403);
  return <Shell>{closed ? <Closed why={problem.detail} /> : <Here />}</Shell>;
}

/** A name server that shows itself to accounts only. */
function Closed({ why }: { why: string }) {
  return (
    <Page title={common.value.signIn}>
      <div class="closed">
        <SignInForm why={why} onDone={() => undefined} />
      </div>
    </Page>
  );
}
