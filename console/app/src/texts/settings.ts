import { dictionary } from './dictionary';

/** Words of the pages of the KV configuration and of the settings. */
export const kv = dictionary({
  en: {
    title: 'Key–value',
    lead: 'What operators keep on name servers. Each server keeps its own: change all of them alike.',
    namespaces: 'Namespaces',
    keys: (count: number) => (count === 1 ? '1 key' : `${count} keys`),
    none: 'Nothing is kept yet.',
    noneIn: (namespace: string) => `${namespace} has no such key.`,
    search: 'Search keys and values',
    key: 'Key',
    value: 'Value',
    namespace: 'Namespace',
    add: 'New entry',
    edit: (key: string) => `Change ${key}`,
    remove: (key: string) => `Remove ${key}`,
    removeWhy: (namespace: string) => `It is removed from ${namespace} on this name server only.`,
    more: (shown: string, all: string) => `The first ${shown} of ${all} keys.`,
  },
  zh: {
    title: '键值配置',
    lead: '运维人员保存在名称服务器上的内容。每台服务器各自保存：请在所有服务器上做同样的修改。',
    namespaces: '命名空间',
    keys: (count) => `${count} 个键`,
    none: '还没有任何内容。',
    noneIn: (namespace) => `${namespace} 中没有这样的键。`,
    search: '搜索键与值',
    key: '键',
    value: '值',
    namespace: '命名空间',
    add: '新增',
    edit: (key) => `修改 ${key}`,
    remove: (key) => `删除 ${key}`,
    removeWhy: (namespace) => `仅从本名称服务器的 ${namespace} 中删除。`,
    more: (shown, all) => `前 ${shown} 个，共 ${all} 个键。`,
  },
});
export const config = dictionary({
  en: {
    title: 'Configuration',
    lead: 'Every setting, its value, and where that comes from.',
    search: 'Search settings',
    changedOnly: 'Only what is not the default',
    none: 'No setting matches.',
    value: 'Value',
    notDefault: (value: string) => `default: ${value}`,
    nothing: 'none',
    edit: (name: string) => `Change ${name}`,
    must: 'It must be',
    logs: 'Log levels',
    logsLead: 'How much is logged, until the next start.',
    logger: 'Logger',
    level: 'Level',
    setLevel: (logger: string) => `Level of ${logger}`,
    another: 'Another logger',
  },
  zh: {
    title: '服务配置',
    lead: '每一项设置、它的值及其来源。',
    search: '搜索设置',
    changedOnly: '只看非默认值',
    none: '没有匹配的设置。',
    value: '值',
    notDefault: (value) => `默认：${value}`,
    nothing: '无',
    edit: (name) => `修改 ${name}`,
    must: '要求：',
    logs: '日志级别',
    logsLead: '日志的详细程度，到下次启动为止。',
    logger: '记录器',
    level: '级别',
    setLevel: (logger) => `${logger} 的级别`,
    another: '其他记录器',
  },
});
export const change = dictionary({
  en: { edit: 'Change', remove: 'Remove' },
  zh: { edit: '修改', remove: '删除' },
});

/** Where a value comes from. */
export const origins = dictionary({
  en: { default: 'default', file: 'file', environment: 'environment', program: 'program', runtime: 'changed while running' },
  zh: { default: '默认', file: '文件', environment: '环境变量', program: '程序', runtime: '运行时修改' },
});

/** When a change counts. */
export const effects = dictionary({
  en: { live: 'at once', restart: 'at the next start', never: 'no effect' },
  zh: { live: '立即', restart: '下次启动', never: '无效果' },
});
