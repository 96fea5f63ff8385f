import { dictionary } from './dictionary';

/** Words of the comparison of name servers. */
export const peers = dictionary({
  en: {
    title: 'Name servers',
    lead: 'This server compares what it knows with its peers, and never copies anything from them. A difference counts when it was seen twice in a row.',
    none: 'No peers are configured.',
    noneWhy: 'Give every name server the same list of all of them, and each will tell here what the others do not say alike:',
    same: (count: number) => (count === 1 ? 'The other name server agrees.' : `All ${count} other name servers agree.`),
    notSame: (count: number, all: number) => `${count} of ${all} other name servers ${count === 1 ? 'does' : 'do'} not agree or cannot be asked.`,
    ready: 'ready',
    notReady: 'not ready',
    since: (age: string) => `for ${age}`,
    checked: (age: string) => `checked ${age} ago`,
    release: 'Release',
    console: 'Its console',
    here: 'This server',
    name: 'Name',
    difference: 'Difference',
    detail: 'What differs',
    age: 'For',
    shown: (shown: string, total: string) => `${shown} of ${total} shown`,
  },
  zh: {
    title: '名称服务器对比',
    lead: '本服务器将自己所知与其他服务器对比，但从不复制它们的数据。连续两次发现的差异才算数。',
    none: '没有配置其他名称服务器。',
    noneWhy: '为每台名称服务器配置同一份完整列表，这里就会显示彼此不一致之处：',
    same: (count) => `其余 ${count} 台名称服务器全部一致。`,
    notSame: (count, all) => `其余 ${all} 台名称服务器中有 ${count} 台不一致或无法询问。`,
    ready: '就绪',
    notReady: '未就绪',
    since: (age) => `已持续 ${age}`,
    checked: (age) => `${age} 前检查`,
    release: '版本',
    console: '它的控制台',
    here: '本服务器',
    name: '名称',
    difference: '差异',
    detail: '内容',
    age: '持续',
    shown: (shown, total) => `显示 ${shown} / ${total}`,
  },
});

/** What follows from the state. */
export const peerStateMeans = dictionary({
  en: {
    same: 'Both know the same.',
    differs: 'What it knows is not what this server knows.',
    unreachable: 'It did not answer. Brokers and clients may still reach it.',
    unsupported: 'It answers, but not this question: Apache’s name server, or an older Lodestar.',
    unknown: 'It will be asked in a moment.',
  },
  zh: {
    same: '两者所知相同。',
    differs: '它所知与本服务器不同。',
    unreachable: '它没有应答。Broker 与客户端也许仍能访问它。',
    unsupported: '它有应答，但不支持此询问：Apache 的名称服务器，或较旧的 Lodestar。',
    unknown: '稍后就会询问。',
  },
});

/** How a peer compares. */
export const peerStates = dictionary({
  en: {
    same: 'agrees',
    differs: 'differs',
    unreachable: 'unreachable',
    unsupported: 'cannot be compared',
    unknown: 'not asked yet',
  },
  zh: { same: '一致', differs: '不一致', unreachable: '无法访问', unsupported: '无法对比', unknown: '尚未询问' },
});

/** What is compared. */
export const peerSubjects = dictionary({
  en: { topics: 'Topics', brokers: 'Brokers', kv: 'KV configuration', config: 'Settings' },
  zh: { topics: '主题', brokers: 'Broker', kv: 'KV 配置', config: '设置' },
});

/** How something differs. */
export const peerDifferences = dictionary({
  en: { 'missing here': 'missing here', 'missing there': 'missing there', differs: 'differs' },
  zh: { 'missing here': '本机缺少', 'missing there': '对方缺少', differs: '不同' },
});
