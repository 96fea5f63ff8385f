import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/client';
import type { Resource } from '../api/resource';
import { serverNow, tick } from '../lib/clock';
import { bytes, duration, moment, roughly } from '../lib/format';
import { common } from '../texts/common';
import { Icon, type IconName } from './icons';

/** The small parts that all pages are made of. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'info' | 'quiet';

export function Badge({ tone = 'plain', title, children }: { tone?: Tone; title?: string | undefined; children: ComponentChildren }) {
  return (
    <span class={`badge badge-${tone}`} title={title}>
      {children}
    </span>
  );
}

export function Mono({ children, title }: { children: ComponentChildren; title?: string }) {
  return (
    <span class="mono" title={title}>
      {children}
    </span>
  );
}

/** An address as it must be typed elsewhere, and a way to take it there. */
export function Copyable({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const t = common.value;
  const copy = () => {
    // A browser lets pages copy only where the connection is safe; elsewhere the button is not shown.
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), 1500);
      },
      () => setCopied(false),
    );
  };
  return (
    <span class="copyable">
      <span class="mono">{text}</span>
      {isSecureContext && (
        <button type="button" class="quiet-button" onClick={copy} aria-label={`${copied ? t.copied : t.copy}: ${text}`} title={copied ? t.copied : t.copy}>
          <Icon name={copied ? 'check' : 'copy'} />
        </button>
      )}
    </span>
  );
}

/** A point in time as its distance from now, by the name server's clock. */
export function Ago({ at }: { at: number }) {
  tick.value;
  const t = common.value;
  const age = serverNow() - at;
  const text = Math.abs(age) < 1500 ? t.now : age < 0 ? t.inFuture(roughly(-age)) : t.ago(roughly(age));
  return (
    <time dateTime={new Date(at).toISOString()} title={moment(at)} class="ago">
      {text}
    </time>
  );
}

export function Bytes({ value }: { value: number }) {
  return <span class="number">{bytes(value)}</span>;
}

/** What is known is shown; what is not known says so. */
export function Known({ children }: { children?: ComponentChildren }) {
  return children === undefined || children === null || children === '' ? <span class="unknown">{common.value.unknown}</span> : <>{children}</>;
}

/** Facts as pairs of a name and a value. */
export function Facts({ children }: { children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children?: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>
        <Known>{children}</Known>
      </dd>
    </div>
  );
}

export function Section(properties: { title: string; aside?: ComponentChildren; children: ComponentChildren; class?: string }) {
  return (
    <section class={`section ${properties.class ?? ''}`}>
      <header class="section-head">
        <h2>{properties.title}</h2>
        {properties.aside !== undefined && <div class="section-aside">{properties.aside}</div>}
      </header>
      {properties.children}
    </section>
  );
}

export function Empty({ icon = 'check', children }: { icon?: IconName; children: ComponentChildren }) {
  return (
    <p class="empty">
      <Icon name={icon} />
      <span>{children}</span>
    </p>
  );
}

export function Trouble({ problem, retry }: { problem: Problem; retry?: (() => void) | undefined }) {
  const t = common.value;
  const headline =
    problem.status === 0 ? t.unreachable : problem.status === 401 || problem.status === 403 ? t.refused : problem.status === 404 ? t.notThere : t.failed;
  return (
    <div class="trouble" role="alert">
      <Icon name="warn" />
      <div>
        <strong>{headline}</strong>
        <p>{problem.status === 0 ? t.unreachableDetail : <span lang="en">{problem.detail || problem.title}</span>}</p>
      </div>
      {retry && (
        <button type="button" class="button" onClick={retry}>
          {t.retry}
        </button>
      )}
    </div>
  );
}

/** How old the evidence is that stands below. */
export function Evidence<T>({ of }: { of: Resource<T> }) {
  tick.value;
  const t = common.value;
  if (of.receivedAt === undefined) return null;
  const age = performance.now() - of.receivedAt;
  return (
    <span class={`evidence ${of.problem || age > 45_000 ? 'evidence-old' : ''}`} title={of.problem?.message}>
      {age < 2000 ? t.evidenceNow : t.evidence(duration(age))}
    </span>
  );
}

/** Shows what was answered; before that, that it is asked for; and what went wrong. */
export function Loaded<T>({ of, children }: { of: Resource<T>; children: (value: T) => ComponentChildren }) {
  return (
    <>
      {of.problem && <Trouble problem={of.problem} retry={of.reload} />}
      {of.value !== undefined ? children(of.value) : !of.problem && <Loading />}
    </>
  );
}

export function Loading() {
  return (
    <p class="loading" role="status">
      {common.value.loading}
    </p>
  );
}

/** A page: its title, a line below it, what can be done with it. */
export function Page(properties: { title: string; kicker?: ComponentChildren; lead?: ComponentChildren; actions?: ComponentChildren; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${properties.title} · Lodestar`;
  }, [properties.title]);
  return (
    <div class="page">
      <header class="page-head">
        <div class="page-name">
          {properties.kicker !== undefined && <p class="kicker">{properties.kicker}</p>}
          <h1 ref={heading} tabIndex={-1}>
            {properties.title}
          </h1>
          {properties.lead !== undefined && <div class="lead">{properties.lead}</div>}
        </div>
        {properties.actions !== undefined && <div class="page-actions">{properties.actions}</div>}
      </header>
      {properties.children}
    </div>
  );
}

/** A field that narrows a list; the key / leads to it. */
export function Filter({ value, onChange, label }: { value: string; onChange: (value: string) => void; label?: string }) {
  const t = common.value;
  return (
    <label class="filter">
      <Icon name="find" />
      <span class="unseen">{label ?? t.filter}</span>
      <input
        type="search"
        data-filter
        value={value}
        placeholder={label ?? t.filter}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && (value === '' ? event.currentTarget.blur() : onChange(''))}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}

export function Choice<T extends string>(properties: { label: string; value: T; options: readonly (readonly [T, string])[]; onChange: (value: T) => void }) {
  return (
    <label class="choice">
      <span class="unseen">{properties.label}</span>
      <select value={properties.value} onChange={(event) => properties.onChange(event.currentTarget.value as T)}>
        {properties.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
