import { dictionary } from './dictionary';

export const leases = dictionary({
  en: {
    left: (span: string) => `${span} of its lease left`,
    unknown: 'lease unknown: nothing was heard for too long',
    title: (span: string) => `May be silent for ${span}`,
  },
  zh: {
    left: (span: string) => `租约剩余 ${span}`,
    unknown: '租约未知：太久没有收到消息',
    title: (span: string) => `允许静默 ${span}`,
  },
});
