import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { takeChannel } from '../../chat/mention.ts'
import { type Inline, type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import { aboutWhom, withClicked, withCustomer } from '../about.ts'
import { customerInline, openButton } from '../messages.ts'
import { type CustomerRecord, customerById, customerResource } from '../store.ts'

const words = wording({
  en: {
    button: 'Link',
    where: 'Which channel? Run this in the channel, or mention it: /customer link acme #channel',
    linked: (channel: string) => ` is now linked to ${channel}: what is logged there without a name is about this customer.`,
    instead: (channel: string, name: string) => ` is now linked to ${channel}, instead of ${name}.`,
    here: 'this channel',
    thatChannel: 'that channel',
    unlinked: ' is no longer linked to the channel.',
    notLinked: 'This channel is not linked to any customer.',
    notYours: 'The channel is linked to a customer that you may not change.',
    notYourTeam: 'That is the channel of a team you are not in. Somebody in that team, or an administrator, can link it.',
  },
  'zh-CN': {
    button: '关联',
    where: '请在要关联的频道里输入，或提到该频道：/customer 关联 知客 #频道',
    linked: (channel: string) => `已与${channel}关联：在该频道里写跟进时不写客户名，就记到这位客户名下。`,
    instead: (channel: string, name: string) => `已与${channel}关联，取代了${name}。`,
    here: '当前频道',
    thatChannel: '该频道',
    unlinked: '与该频道的关联已取消。',
    notLinked: '这个频道没有关联任何客户。',
    notYours: '这个频道关联的客户不在您可修改的范围内。',
    notYourTeam: '这是其他团队的频道，您不在该团队中。请让该团队的成员或管理员来关联。',
  },
})

export const linkVerb: Verb = {
  name: 'link',
  words: ['link', '关联', '绑定'],
  usage: { en: '/customer link acme [#channel]', 'zh-CN': '/customer 关联 知客 [#频道]' },
  needs: 'customer.edit',
  async run(context, line) {
    const { ref, rest } = takeChannel(line)
    const channel = ref ?? channelHere(context)
    if (channel === null) return { kind: 'message', message: say(context.locale, words(context.locale).where) }
    const act = (customer: CustomerRecord) => [
      { action: 'customers.link', label: words(context.locale).button, value: { customerId: customer.id, channel } },
    ]
    return withCustomer(context, await aboutWhom(context, rest), act, found => link(context, found.id, channel))
  },
}

export const unlinkVerb: Verb = {
  name: 'unlink',
  words: ['unlink', '取消关联', '解除关联', '解绑'],
  usage: { en: '/customer unlink [#channel]', 'zh-CN': '/customer 取消关联 [#频道]' },
  needs: 'customer.edit',
  async run(context, line) {
    const ref = takeChannel(line).ref ?? channelHere(context)
    const text = words(context.locale)
    if (ref === null) return { kind: 'message', message: say(context.locale, text.where) }
    const channel = await channelAt(context, ref)
    const linked = channel?.customerId ? await customerById(context.tx, channel.customerId) : null
    if (!channel || !linked) return { kind: 'message', message: say(context.locale, text.notLinked) }
    context.demand('customer.edit', customerResource(linked))
    await context.tx.channel.update({ where: { id: channel.id }, data: { customerId: null } })
    return {
      kind: 'message',
      message: say(context.locale, customerInline(linked), text.unlinked),
    }
  },
}

/** The channel this is said in; a direct message is none. */
const channelHere = ({ place }: Context): string | null => (place && place.kind !== 'dm' ? place.id : null)

const channelAt = ({ tx, actor }: Context, ref: string) =>
  tx.channel.findUnique({ where: { platform_ref: { platform: actor.platform, ref } } })

/** What a link makes shows in the channel's team, so strangers to it do not make one. */
const isOfOtherTeam = ({ actor }: Context, teamId: number | null): boolean =>
  teamId !== null && !actor.admin && !actor.roles.has(teamId)

const link = (context: Context, customerId: number, ref: string): Promise<Reply> =>
  withClicked(context, customerId, 'customer.edit', async customer => {
    const text = words(context.locale)
    const channel = await channelAt(context, ref)
    if (isOfOtherTeam(context, channel?.teamId ?? null))
      return { kind: 'message', message: say(context.locale, text.notYourTeam) }
    const before =
      channel?.customerId && channel.customerId !== customer.id ? await customerById(context.tx, channel.customerId) : null
    if (before && !context.may('customer.edit', customerResource(before)))
      return { kind: 'message', message: say(context.locale, text.notYours) }
    await context.tx.channel.upsert({
      where: { platform_ref: { platform: context.actor.platform, ref } },
      // A channel nobody spoke in yet counts as shared outside until the platform says otherwise: nothing internal is posted there.
      create: { platform: context.actor.platform, ref, name: ref, kind: 'shared', customerId: customer.id },
      update: { customerId: customer.id },
    })
    const name =
      ref === channelHere(context) ? text.here : channel && channel.name !== ref ? `#${channel.name}` : text.thatChannel
    const said = before ? text.instead(name, before.name) : text.linked(name)
    return { kind: 'message', message: withOpen(context, customer, [customerInline(customer), said]) }
  })

function withOpen({ locale }: Context, customer: CustomerRecord, line: Inline[]): Message {
  const message = say(locale, ...line)
  message.parts.push({ kind: 'actions', actions: [openButton(locale, customer.id)] })
  return message
}

export const linkAction = action({
  id: 'customers.link',
  needs: 'customer.edit',
  value: z.strictObject({ customerId: z.int32(), channel: z.string().min(1).max(200) }),
  run: (context, { customerId, channel }) => link(context, customerId, channel),
})
