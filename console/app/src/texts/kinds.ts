import { dictionary } from './dictionary';

/** What the journal's kinds of events are called. A newer name server may know more: those are shown by their code. */
export const kinds = dictionary({
  en: {
    SERVER_STARTED: 'Name server started',
    SERVER_STOPPED: 'Name server stopped',
    ROUTES_RESTORED: 'Routes restored',
    BROKER_REGISTERED: 'Broker registered',
    BROKER_RETURNED: 'Broker returned',
    BROKER_EXPIRED: 'Broker expired',
    BROKER_CLOSED: 'Broker disconnected',
    BROKER_UNREGISTERED: 'Broker unregistered',
    BROKER_DISPLACED: 'Broker displaced',
    CONFLICT: 'Conflict',
    MASTER_CHANGED: 'Master changed',
    TOPIC_ADDED: 'Topic added',
    TOPIC_CHANGED: 'Topic changed',
    TOPIC_RETIRED: 'Topic retired',
    TOPIC_LOST: 'Topic lost',
    TOPIC_DELETED: 'Topic deleted',
    DRAIN_SET: 'Drained',
    DRAIN_LIFTED: 'Drain lifted',
    KV_CHANGED: 'Key–value changed',
    CONFIG_CHANGED: 'Configuration changed',
    REQUEST_GRANTED: 'Request granted',
    REQUEST_REFUSED: 'Request refused',
    EVENTS_LOST: 'Events lost',
    PEER_DIFFERS: 'Name server differs',
    PEER_AGREES: 'Name server agrees again',
  },
  zh: {
    SERVER_STARTED: '名称服务器启动',
    SERVER_STOPPED: '名称服务器停止',
    ROUTES_RESTORED: '路由已恢复',
    BROKER_REGISTERED: 'Broker 注册',
    BROKER_RETURNED: 'Broker 恢复',
    BROKER_EXPIRED: 'Broker 过期',
    BROKER_CLOSED: 'Broker 断开连接',
    BROKER_UNREGISTERED: 'Broker 注销',
    BROKER_DISPLACED: 'Broker 被取代',
    CONFLICT: '冲突',
    MASTER_CHANGED: '主节点变更',
    TOPIC_ADDED: '新增主题',
    TOPIC_CHANGED: '主题变更',
    TOPIC_RETIRED: '主题下线',
    TOPIC_LOST: '主题丢失',
    TOPIC_DELETED: '主题删除',
    DRAIN_SET: '摘除写入',
    DRAIN_LIFTED: '恢复写入',
    KV_CHANGED: '键值变更',
    CONFIG_CHANGED: '配置变更',
    REQUEST_GRANTED: '请求获准',
    REQUEST_REFUSED: '请求被拒',
    EVENTS_LOST: '事件丢失',
    PEER_DIFFERS: '名称服务器出现分歧',
    PEER_AGREES: '名称服务器重新一致',
  },
});

/** What kind of weight an event has: what is lost is bad, what needs a look is a warning. */
export function toneOf(kind: string): 'good' | 'warn' | 'bad' | 'plain' | 'info' {
  switch (kind) {
    case 'BROKER_REGISTERED':
    case 'BROKER_RETURNED':
    case 'DRAIN_LIFTED':
    case 'PEER_AGREES':
    case 'ROUTES_RESTORED':
      return 'good';
    case 'BROKER_CLOSED':
    case 'BROKER_DISPLACED':
    case 'MASTER_CHANGED':
    case 'DRAIN_SET':
    case 'PEER_DIFFERS':
    case 'REQUEST_REFUSED':
      return 'warn';
    case 'BROKER_EXPIRED':
    case 'CONFLICT':
    case 'TOPIC_LOST':
    case 'TOPIC_DELETED':
    case 'EVENTS_LOST':
      return 'bad';
    case 'KV_CHANGED':
    case 'CONFIG_CHANGED':
    case 'REQUEST_GRANTED':
    case 'BROKER_UNREGISTERED':
      return 'info';
    default:
      return 'plain';
  }
}

export function kindText(kind: string): string {
  return (kinds.value as Record<string, string>)[kind] ?? kind;
}
