import { common } from '../texts/common';
import type { IconName } from './icons';

/** The pages one can go to, in the order of the menu. */
export interface PageEntry {
  path: string[];
  title: string;
  icon: IconName;
  group: 'watch' | 'administer';
}

export function pages(): PageEntry[] {
  const t = common.value;
  return [
    { path: [], title: t.overview, icon: 'overview', group: 'watch' },
    { path: ['brokers'], title: t.brokers, icon: 'brokers', group: 'watch' },
    { path: ['topics'], title: t.topics, icon: 'topics', group: 'watch' },
    { path: ['missing'], title: t.missing, icon: 'missing', group: 'watch' },
    { path: ['events'], title: t.events, icon: 'events', group: 'watch' },
    { path: ['peers'], title: t.peers, icon: 'peers', group: 'watch' },
    { path: ['kv'], title: t.kv, icon: 'kv', group: 'administer' },
    { path: ['config'], title: t.config, icon: 'config', group: 'administer' },
  ];
}
