/** What /api/v1 answers, as openapi.yaml describes it. A member that is not known is left out. */

export interface Answer {
  atMillis: number;
}
export interface Page<T> extends Answer {
  total: number;
  next?: string;
  items: T[];
}

export interface Counts {
  topics: number;
  groups: number;
  brokers: number;
  connections: number;
  watchers: number;
  streams: number;
}
export interface Rates {
  requestsPerSecond: number;
  routesPerSecond: number;
  registrationsPerSecond: number;
  errorsPerSecond: number;
}
/** The part of /server that the stream repeats. */
export interface Pulse extends Answer {
  ready: boolean;
  reasons: string[];
  counts: Counts;
  rates: Rates;
}
export interface You {
  account?: string;
  mayWrite: boolean;
  why?: string;
}
export interface Server extends Pulse {
  release: string;
  epoch: string;
  startedAtMillis: number;
  address: string;
  httpAddress?: string;
  name: string;
  accessControl: string;
  you: You;
  certificateExpiresAtMillis?: number;
}

export interface Cluster {
  name: string;
  groups: number;
  brokers: number;
  masters: number;
  slaves: number;
  topics: number;
  drained: number;
}

export type Role = 'master' | 'slave' | 'acting-master' | 'candidate';
export interface Lease {
  lengthMillis: number;
  leftMillis: number;
  renewedAtMillis: number;
}
export interface Broker {
  cluster: string;
  name: string;
  id: number;
  role: Role;
  address: string;
  haAddress?: string;
  zone?: string;
  connection?: { address: string; sinceMillis: number; tls: boolean; certificate?: string };
  addressDiffers: boolean;
  addressSuspect?: string;
  session: { number: number; ageMillis: number };
  lease: Lease;
  registration: { kind: string; atMillis?: number; topics: number; bytes?: number };
  dataVersion?: { stateVersion: number; timestampMillis: number; counter: number };
  drained: boolean;
  restored: boolean;
  conflicts: { count: number; last?: string; lastAtMillis?: number };
}
export interface BrokerGroup extends Answer {
  cluster: string;
  name: string;
  drained: boolean;
  zone?: string;
  topics: { total: number };
  actingMaster?: string;
  members: Broker[];
}

export interface TopicSummary {
  name: string;
  groups: number;
  writeQueues: number;
  readQueues: number;
  permission: number;
  system: boolean;
}
export interface RouteBroker {
  name: string;
  cluster: string;
  addresses: Record<string, string>;
  zone?: string;
  drained: boolean;
  actingMaster?: string;
}
export interface RouteQueues {
  broker: string;
  read: number;
  write: number;
  permission: number;
  answeredPermission: number;
  why: string[];
}
export interface Mapping {
  scope?: string;
  totalQueues: number;
  epoch: number;
  queues: Record<string, number>;
}
export interface Route {
  brokers: RouteBroker[];
  queues: RouteQueues[];
  order?: string;
  mapping?: Record<string, Mapping>;
}
export interface Topic extends Answer {
  topic: string;
  found: boolean;
  reason?: string;
  system: boolean;
  watchers: number;
  route?: Route;
}
export interface Explanation extends Answer {
  topic: string;
  found: boolean;
  reasons: string[];
  order?: string;
  groups: unknown[];
  events: JournalEvent[];
}

export interface Caller {
  address: string;
  language?: string;
  version?: string;
  asked: number;
}
export interface MissingTopic {
  topic: string;
  asked: number;
  lastAskedMillis: number;
  lastCallers: Caller[];
  reason?: string;
  similar: string[];
}

export interface JournalEvent {
  sequence: number;
  atMillis: number;
  kind: string;
  text: string;
  cluster?: string;
  broker?: string;
  topics?: string[];
  principal?: string;
  address?: string;
}
export interface EventPage extends Answer {
  next?: number;
  items: JournalEvent[];
}

export interface Connections extends Answer {
  total: number;
  byKind: Record<string, number>;
  byRelease: { language: string; version: string; connections: number }[];
  topSources: { source: string; connections: number }[];
  refusals: Record<string, number>;
}

export type PeerStateName = 'same' | 'differs' | 'unreachable' | 'unsupported' | 'unknown';
export interface Difference {
  name: string;
  kind: string;
  sinceMillis: number;
  detail: string;
}
export interface Differences {
  total: number;
  exact?: boolean;
  items: Difference[];
}
export interface PeerState {
  peer: string;
  httpAddress?: string;
  state: PeerStateName;
  checkedAtMillis?: number;
  sinceMillis?: number;
  release?: string;
  ready?: boolean;
  detail?: string;
  differences?: Record<string, Differences>;
}

export interface Namespace {
  name: string;
  keys: number;
}
export interface KeyValue {
  key: string;
  value: string;
}
export interface Drain {
  cluster: string;
  broker: string;
  present: boolean;
}
export interface ConfigItem {
  name: string;
  section: string;
  type: string;
  value: string;
  default: string;
  origin: 'default' | 'environment' | 'file' | 'program' | 'runtime';
  effect: 'live' | 'restart' | 'never';
  changeable: boolean;
  meaning: string;
}
export interface Logger {
  name: string;
  level: string;
}
/** What a write answers. */
export interface Written extends Answer {
  changed: boolean;
  text: string;
}
