import { dictionary } from './dictionary';

/** Words of the events timeline. */
export const events = dictionary({
  en: {
    title: 'Events',
    lead: 'What happened to brokers, topics and settings, newest first.',
    search: 'Search names and text',
    kinds: 'Kinds',
    all: 'All',
    about: (what: string) => `about ${what}`,
    forgetFilter: (what: string) => `Stop showing only ${what}`,
    older: 'Show older events',
    further: 'Search further back',
    searched: 'Nothing matches in the part of the journal that was searched.',
    none: 'Nothing has happened yet.',
    noneMatches: 'No event matches.',
    beginning: 'This is as far back as the journal goes.',
  },
  zh: {
    title: '事件',
    lead: 'Broker、主题与设置的变化，最新的在前。',
    search: '搜索名称与内容',
    kinds: '类别',
    all: '全部',
    about: (what) => `关于 ${what}`,
    forgetFilter: (what) => `不再只显示 ${what}`,
    older: '显示更早的事件',
    further: '继续向前搜索',
    searched: '已搜索的日志部分中没有匹配的事件。',
    none: '还没有任何事件。',
    noneMatches: '没有匹配的事件。',
    beginning: '日志到此为止，没有更早的记录。',
  },
});

/** Sorts of events, as the filter has them. */
export const eventGroups = dictionary({
  en: { brokers: 'Brokers', topics: 'Topics', people: 'Changes by people', server: 'This server' },
  zh: { brokers: 'Broker', topics: '主题', people: '人工变更', server: '本服务器' },
});
