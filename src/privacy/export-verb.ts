import { randomUUID } from 'node:crypto'
import { strToU8, zipSync } from 'fflate'
import { z } from 'zod'
import { audit } from '../chat/audit.ts'
import type { Context } from '../chat/context.ts'
import { type Action, action, type Verb } from '../chat/feature.ts'
import { bold, code, type Inline, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { wording } from '../chat/wording.ts'
import { aboutWhom, withClicked, withCustomer } from '../customers/about.ts'
import type { CustomerRecord } from '../customers/store.ts'
import { type ExportFile, exportFiles } from './export-files.ts'
import { gather } from './gather.ts'

/** The outbox keeps it until it is sent; beyond this the command line is the way. */
const largestZip = 15_000_000

const words = wording({
  en: {
    button: 'Export',
    coming: ': everything stored about this customer comes to you as a file in a direct message.',
    large: ' has too much for a message. An administrator of the machine can export it: ',
    file: (name: string) =>
      `Everything stored about ${name}: one JSON file with all of it, and a CSV file for each table. It is personal data; handle it with care.`,
  },
  'zh-CN': {
    button: '导出',
    coming: '的全部资料正在打包，稍后以文件形式私信给您。',
    large: '的资料太多，无法通过消息发送。请服务器管理员运行：',
    file: (name: string) => `“${name}”的全部资料：一个完整的 JSON 文件，以及每张表一个 CSV 文件。内含个人信息，请妥善保管。`,
  },
})

export const exportVerb: Verb = {
  name: 'export',
  words: ['export', '导出'],
  usage: { en: '/customer export acme', 'zh-CN': '/customer 导出 知客' },
  needs: 'customer.export',
  slow: true,
  async run(context, rest) {
    const label = words(context.locale).button
    const act = (customer: CustomerRecord) => [{ action: 'privacy.export', label, value: { customerId: customer.id } }]
    return withCustomer(context, await aboutWhom(context, rest), act, customer => exportClicked(context, customer.id))
  },
}

export const exportAction: Action = action({
  id: 'privacy.export',
  needs: 'customer.export',
  value: z.strictObject({ customerId: z.int32() }),
  run: (context, { customerId }) => exportClicked(context, customerId),
})

/** Whatever place was asked from, the file goes to the asker alone. */
const exportClicked = (context: Context, customerId: number): Promise<Reply> =>
  withClicked(context, customerId, 'customer.export', async customer => {
    const { tx, actor, locale, now, outbox, rooms } = context
    const text = words(locale)
    const answer = (...said: Inline[]): Reply => ({ kind: 'message', message: say(locale, bold(customer.name), ...said) })
    const base64 = zipped(exportFiles(await gather(tx, rooms, customer.id), now))
    if (base64.length > largestZip) return answer(text.large, code(`npm run rapport -- export ${customer.id}`))
    await audit(tx, context, 'customer.export', JSON.stringify({ customerId: customer.id }), 'granted', now)
    await outbox.put(tx, {
      key: `export:${randomUUID()}`,
      target: { platform: actor.platform, kind: 'person', id: actor.ref },
      message: { ...say(locale, text.file(customer.name)), files: [{ name: `rapport-customer-${customer.id}.zip`, base64 }] },
    })
    return answer(text.coming)
  })

function zipped(files: readonly ExportFile[]): string {
  const zip = zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])))
  return Buffer.from(zip).toString('base64')
}
