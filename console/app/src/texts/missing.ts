import { dictionary } from './dictionary';

/** Words of the page of topics that are asked for in vain. */
export const missing = dictionary({
  en: {
    title: 'Missing topics',
    lead: 'Topics without a route that programs asked for most, since the server started.',
    none: 'Nobody has asked for a topic that does not exist.',
    times: 'times asked for',
    last: 'Asked last',
    callers: 'By whom',
    why: 'Why no route',
    similar: 'Did they mean',
    caller: (times: string) => `${times} times`,
  },
  zh: {
    title: '缺失的主题',
    lead: '服务器启动以来，被程序询问最多却没有路由的主题。',
    none: '还没有人询问过不存在的主题。',
    times: '次询问',
    last: '最近',
    callers: '询问者',
    why: '没有路由的原因',
    similar: '是否想要',
    caller: (times) => `${times} 次`,
  },
});
