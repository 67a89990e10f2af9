import type { Worded } from '../chat/wording.ts'
import { quoted } from '../customers/import/cell-messages.ts'

/** Why a row that is right in itself cannot land. */
export const orderReasons = {
  otherCustomer: (order: string, line: number): Worded => ({
    en: `order ${quoted(order)} has another customer in line ${line}`,
    'zh-CN': `订单 ${quoted(order)} 在第 ${line} 行属于另一位客户`,
  }),
  otherCurrency: (order: string, line: number): Worded => ({
    en: `order ${quoted(order)} has another currency in line ${line}`,
    'zh-CN': `订单 ${quoted(order)} 在第 ${line} 行使用另一种货币`,
  }),
  otherCustomerBefore: (order: string): Worded => ({
    en: `order ${quoted(order)} has another customer further up in this file`,
    'zh-CN': `订单 ${quoted(order)} 在文件前面属于另一位客户`,
  }),
  otherCurrencyBefore: (order: string): Worded => ({
    en: `order ${quoted(order)} has another currency further up in this file`,
    'zh-CN': `订单 ${quoted(order)} 在文件前面使用另一种货币`,
  }),
}
