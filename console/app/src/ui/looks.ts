import type { Broker, PeerState, Server } from '../api/types';
import { serverNow } from '../lib/clock';
import { duration, number } from '../lib/format';
import { overview } from '../texts/overview';
import { leaseNow } from './lease';

/** Something an operator should look at, and where. */
export interface Look extends Finding {
  /** In how many more places it is found. */
  more: number;
}

interface Finding {
  /** What sort of thing it is. */
  kind: string;
  tone: 'warn' | 'bad' | 'info';
  subject?: string;
  to?: string[];
  text: string;
}

const CERTIFICATE_MILLIS = 30 * 24 * 3600 * 1000;
/** A broker of 5.x reports every 30 s of 120: what has less than this share left has missed two reports. */
const ENDING_SHARE = 0.35;

/** Returns what needs a look, the worst first. */
export function looks(server: Server, brokers: readonly Broker[], receivedAt: number | undefined, peers: readonly PeerState[]): Look[] {
  const found = [...ofServer(server), ...ofBrokers(brokers, receivedAt, isLoopback(server.address)), ...ofPeers(peers)];
  const order = { bad: 0, warn: 1, info: 2 };
  return alike(found).sort((one, other) => order[one.tone] - order[other.tone]);
}

/** So many of a kind are shown one by one; more are shown as the first of them. */
const SHOWN_ALIKE = 2;

function alike(found: readonly Finding[]): Look[] {
  return [...Map.groupBy(found, (finding) => finding.kind).values()].flatMap((same) =>
    same.slice(0, same.length > SHOWN_ALIKE ? 1 : SHOWN_ALIKE).map((finding) => ({ ...finding, more: same.length > SHOWN_ALIKE ? same.length - 1 : 0 })),
  );
}

function ofServer(server: Server): Finding[] {
  const t = overview.value;
  if (server.certificateExpiresAtMillis === undefined) return [];
  const left = server.certificateExpiresAtMillis - serverNow();
  if (left > CERTIFICATE_MILLIS) return [];
  return [{ kind: 'certificate', tone: left <= 0 ? 'bad' : 'warn', text: left <= 0 ? t.certificateGone : t.certificate(duration(left)) }];
}

/** A name server that is for its own machine only knows brokers of its own machine. */
function isLoopback(address: string): boolean {
  return /^(127\.|localhost:|\[::1\])/.test(address);
}

function ofBrokers(brokers: readonly Broker[], receivedAt: number | undefined, local: boolean): Finding[] {
  const t = overview.value;
  const found: Finding[] = [];
  for (const [name, members] of Map.groupBy(brokers, (broker) => broker.name)) {
    const to = ['brokers', name];
    if (!members.some((member) => member.role === 'master' || member.role === 'acting-master')) {
      found.push({ kind: 'master', tone: 'bad', subject: name, to, text: t.noMaster });
    }
    if (members.some((member) => member.drained)) found.push({ kind: 'drain', tone: 'info', subject: name, to, text: t.isDrained });
    for (const member of members) found.push(...ofMember(member, receivedAt, to).filter((finding) => !local || member.addressSuspect !== 'loopback' || finding.kind !== 'suspect'));
  }
  return found;
}

function ofMember(broker: Broker, receivedAt: number | undefined, to: string[]): Finding[] {
  const t = overview.value;
  const subject = `${broker.name}:${broker.id}`;
  const lease = leaseNow(broker, receivedAt);
  const found: Finding[] = [];
  const add = (kind: string, tone: Finding['tone'], text: string) => found.push({ kind, tone, subject, to, text });
  if (broker.restored) add('restored', 'warn', t.restored);
  else if (lease.leftMillis !== undefined && lease.share < ENDING_SHARE) add('lease', 'warn', t.leaseEnds);
  if (broker.addressSuspect !== undefined) add('suspect', 'warn', t.suspect(broker.addressSuspect));
  else if (broker.addressDiffers) add('differs', 'info', t.differs);
  if (broker.conflicts.count > 0) add('conflicts', 'warn', t.conflicts(number(broker.conflicts.count)));
  return found;
}

function ofPeers(peers: readonly PeerState[]): Finding[] {
  const t = overview.value;
  return peers
    .filter((peer) => peer.state === 'differs' || peer.state === 'unreachable')
    .map((peer) => ({
      kind: `peer ${peer.state}`,
      tone: 'warn',
      subject: peer.peer,
      to: ['peers'],
      text: peer.state === 'differs' ? t.peerDiffers : t.peerUnreachable,
    }));
}
