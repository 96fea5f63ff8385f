import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { credentials } from '../api/client';
import { server, serverProblem } from '../api/server';
import { connect, heardAt, pulse, retryAt, streamLink } from '../api/stream';
import { tick } from '../lib/clock';
import { duration } from '../lib/format';
import { language, theme, type Theme } from '../lib/preferences';
import { link, page, place } from '../lib/router';
import { common } from '../texts/common';
import { Said } from './act';
import { Finder, finderOpen } from './finder';
import { Icon, Star, type IconName } from './icons';
import { Help, helpOpen, toggleLanguage } from './keys';
import { pages } from './pages';
import { SignIn, askToSignIn, signInAsked } from './signin';

const streamNames = { live: 'live', connecting: 'off', lost: 'stale' };

/** What stands around every page: where one can go, which name server this is, and whether it is still heard. */
export function Shell({ children }: { children: ComponentChildren }) {
  const t = common.value;
  const [open, setOpen] = useState(false);
  const path = place.value.segments.join('/');
  useEffect(() => {
    setOpen(false);
    scrollTo(0, 0);
  }, [path]);
  return (
    <div data-stream={streamNames[streamLink.value]} class={`shell ${open ? 'shell-open' : ''}`}>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>('main h1')?.focus();
        }}
      >
        {t.skip}
      </a>
      <Rail open={open} onToggle={() => setOpen(!open)} />
      <div class="stage">
        <LostBanner />
        <main id="main">{children}</main>
      </div>
      <Said />
      {finderOpen.value && <Finder />}
      {helpOpen.value && <Help />}
      {signInAsked.value && <SignIn why={signInAsked.value.why} />}
    </div>
  );
}

function Rail({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  const t = common.value;
  return (
    <header class="rail">
      <div class="rail-top">
        <a class="brand" href={link([])}>
          <Star />
          <span class="brand-words">
            <span class="brand-name">Lodestar</span>
            <span class="brand-server">{server.value?.name ?? ' '}</span>
          </span>
        </a>
        <LinkState />
        <button type="button" class="rail-menu" aria-expanded={open} aria-controls="rail-inside" onClick={onToggle}>
          <Icon name={open ? 'close' : 'menu'} />
          <span class="unseen">{t.menu}</span>
        </button>
      </div>
      <div class="rail-inside" id="rail-inside">
        <button type="button" class="rail-find" onClick={() => (finderOpen.value = true)}>
          <Icon name="find" />
          <span>{t.find}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <nav aria-label={t.pages}>
          <Links group="watch" />
          <p class="rail-group">{t.administer}</p>
          <Links group="administer" />
        </nav>
        <RailFoot />
      </div>
    </header>
  );
}

function Links({ group }: { group: 'watch' | 'administer' }) {
  return (
    <ul>
      {pages()
        .filter((entry) => entry.group === group)
        .map((entry) => (
          <li key={entry.title}>
            <a href={link(entry.path)} aria-current={page.value === (entry.path[0] ?? '') ? 'page' : undefined}>
              <Icon name={entry.icon} />
              {entry.title}
            </a>
          </li>
        ))}
    </ul>
  );
}

const themes: readonly [Theme, IconName][] = [
  ['system', 'system'],
  ['light', 'sun'],
  ['dark', 'moon'],
];

function RailFoot() {
  const t = common.value;
  const names = { system: t.themeSystem, light: t.themeLight, dark: t.themeDark };
  return (
    <div class="rail-foot">
      <Account />
      <div class="rail-tools">
        <div class="switch" data-action="theme" role="group" aria-label={t.theme}>
          {themes.map(([name, icon]) => (
            <button key={name} type="button" aria-pressed={theme.value === name} aria-label={names[name]} title={names[name]} onClick={() => (theme.value = name)}>
              <Icon name={icon} />
            </button>
          ))}
        </div>
        <button type="button" class="rail-tool" data-action="language" lang={language.value === 'en' ? 'zh-CN' : 'en'} onClick={toggleLanguage}>
          {t.otherLanguage}
        </button>
        <button type="button" class="rail-tool" aria-label={t.keys} title={t.keys} onClick={() => (helpOpen.value = true)}>
          ?
        </button>
      </div>
      <p class="rail-release">{server.value?.release}</p>
    </div>
  );
}

function Account() {
  const t = common.value;
  const as = credentials.value;
  const you = server.value?.you;
  if (!as) {
    return (
      <button type="button" class="rail-account" onClick={() => askToSignIn()}>
        <Icon name="person" />
        <span>{you?.account ?? t.signIn}</span>
      </button>
    );
  }
  return (
    <div class="rail-account">
      <Icon name="person" />
      <span class="rail-account-name" title={t.signedInAs(as.account)}>
        {as.account}
      </span>
      <button type="button" class="rail-tool" onClick={() => (credentials.value = undefined)}>
        {t.signOut}
      </button>
      <small>{you?.mayWrite ? t.mayWrite : t.mayRead}</small>
    </div>
  );
}

/** Whether the stream is heard. */
function LinkState() {
  const t = common.value;
  const state = streamLink.value;
  const words = { live: t.live, connecting: t.connecting, lost: t.lost };
  return (
    <span class={`link-state link-${state}`} role="status">
      <span class="link-mark" aria-hidden="true" />
      {words[state]}
    </span>
  );
}

/** Says how old everything is while the stream is gone. */
function LostBanner() {
  tick.value;
  const t = common.value;
  const refused = serverProblem.value?.status === 401 || serverProblem.value?.status === 403;
  if (streamLink.value !== 'lost' || refused) return null;
  const now = performance.now();
  const wait = (retryAt.value ?? now) - now;
  return (
    <aside class="lost" aria-label={t.lost}>
      <span class="unseen" role="alert">
        {t.lost}
      </span>
      <Icon name="warn" />
      <p>
        {pulse.value ? t.lostBanner(duration(now - heardAt.value)) : t.lostNever} {wait > 0 && <span aria-hidden="true">{t.nextTry(duration(wait))}</span>}
      </p>
      <button type="button" class="button" onClick={connect}>
        {t.retryNow}
      </button>
    </aside>
  );
}
