import { wording } from '../chat/wording.ts'

export const orderWords = wording({
  en: {
    title: 'Last orders',
    none: 'No orders yet',
    total: (count: number) => `${count} orders in all, since `,
    order: 'Order',
    returned: 'Return',
    changed: 'Order corrected:',
    recovered: 'Came back: ordered after leaving',
    logGone: 'The log entry this order came from was undone, so nothing was saved.',
    already: 'This order was saved before.',
    recorded: 'Saved the order of ',
    recordedFor: ' for ',
    end: '.',
  },
  'zh-CN': {
    title: '最近订单',
    none: '还没有订单',
    total: (count: number) => `共 ${count} 单，首单 `,
    order: '订单',
    returned: '退货',
    changed: '订单更正：',
    recovered: '流失后再次下单，客户已回归',
    logGone: '对应的跟进记录已撤销，订单没有保存。',
    already: '这笔订单之前已经保存过。',
    recorded: '已保存订单 ',
    recordedFor: '，客户：',
    end: '。',
  },
})
