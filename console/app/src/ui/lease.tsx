import { heardAt, streamLink } from '../api/stream';
import type { Broker } from '../api/types';
import { tick } from '../lib/clock';
import { countdown, duration } from '../lib/format';
import { leases } from '../texts/leases';

/**
 * How long a broker may still be silent. It was told as of one moment; from then on it is counted down here, until nothing was heard for so long that the
 * count says nothing any more.
 */
export interface Countdown {
  /** Unknown when the evidence is too old. */
  leftMillis: number | undefined;
  share: number;
  tone: 'good' | 'warn' | 'bad' | 'unknown';
}

/** Brokers report every 30 s, the lists are asked for every 10 s: what is older than this has missed both. */
const TRUSTED_MILLIS = 40_000;

export function leaseNow(broker: Broker, receivedAt: number | undefined): Countdown {
  tick.value;
  const now = performance.now();
  const age = now - (receivedAt ?? now);
  if (age > TRUSTED_MILLIS || (streamLink.value === 'lost' && now - heardAt.value > TRUSTED_MILLIS)) {
    return { leftMillis: undefined, share: 0, tone: 'unknown' };
  }
  const left = broker.lease.leftMillis - age;
  const share = Math.max(0, Math.min(1, left / broker.lease.lengthMillis));
  return { leftMillis: left, share, tone: left <= 0 ? 'bad' : share < 0.35 ? 'warn' : 'good' };
}

const RADIUS = 15;
const ROUND = 2 * Math.PI * RADIUS;

/** The lease as a ring that runs empty. */
export function LeaseDial({ broker, receivedAt, large }: { broker: Broker; receivedAt: number | undefined; large?: boolean }) {
  const lease = leaseNow(broker, receivedAt);
  const t = leases.value;
  const said = lease.leftMillis === undefined ? t.unknown : t.left(countdown(lease.leftMillis));
  const look = `dial dial-${lease.tone} ${large ? 'dial-large' : ''} ${broker.drained ? 'dial-drained' : ''} ${broker.restored ? 'dial-restored' : ''}`;
  return (
    <svg class={look} viewBox="0 0 36 36" role="img" aria-label={said}>
      <circle class="dial-track" cx="18" cy="18" r={RADIUS} />
      <circle class="dial-left" cx="18" cy="18" r={RADIUS} stroke-dasharray={ROUND} stroke-dashoffset={ROUND * (1 - lease.share)} transform="rotate(-90 18 18)" />
      {large ? (
        <text x="18" y="20.6" class="dial-text">
          {lease.leftMillis === undefined ? '?' : countdown(lease.leftMillis)}
        </text>
      ) : (
        <DialMark broker={broker} />
      )}
    </svg>
  );
}

/** Inside the ring: a master is a star, a slave a dot, whoever stands in a hollow star. */
function DialMark({ broker }: { broker: Broker }) {
  if (broker.role === 'slave' || broker.role === 'candidate') return <circle class="dial-mark" cx="18" cy="18" r="3.5" />;
  return <path class={`dial-mark ${broker.role === 'acting-master' ? 'dial-mark-hollow' : ''}`} d="M18 9 20 16 27 18 20 20 18 27 16 20 9 18 16 16Z" />;
}

/** The lease as a bar and a countdown, for lists. */
export function LeaseBar({ broker, receivedAt }: { broker: Broker; receivedAt: number | undefined }) {
  const lease = leaseNow(broker, receivedAt);
  const t = leases.value;
  return (
    <span class={`lease lease-${lease.tone}`} title={t.title(duration(broker.lease.lengthMillis))}>
      <svg class="lease-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="lease-track" width="100" height="4" rx="2" />
        <rect class="lease-left" width={lease.share * 100} height="4" rx="2" />
      </svg>
      <span class="lease-text">{lease.leftMillis === undefined ? '?' : countdown(lease.leftMillis)}</span>
    </span>
  );
}
