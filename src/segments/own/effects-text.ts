import type { Inline } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { Effects } from './effects.ts'

const words = wording({
  en: {
    add: (tags: string) => `tag ${tags}`,
    remove: (tags: string) => `remove the tag ${tags}`,
    tier: (tier: string) => `tier ${tier}`,
    stage: (stage: string) => `stage ${stage}`,
    task: (what: string, who: string) => `task “${what}” for ${who}`,
    owner: 'the owner',
    team: 'the team',
    nobody: 'somebody who is gone',
    tell: 'a message in the team’s channel',
    nothing: 'nothing',
    comma: ', ',
  },
  'zh-CN': {
    add: (tags: string) => `添加标签 ${tags}`,
    remove: (tags: string) => `移除标签 ${tags}`,
    tier: (tier: string) => `等级设为 ${tier}`,
    stage: (stage: string) => `阶段设为 ${stage}`,
    task: (what: string, who: string) => `给${who}建任务“${what}”`,
    owner: '客户负责人',
    team: '团队',
    nobody: '（已不在的成员）',
    tell: '在团队频道发消息',
    nothing: '无',
    comma: '、',
  },
})

/** What happens, in one line. `nameOf`: of a member. */
export function effectsText(locale: Locale, effects: Effects, nameOf: (memberId: number) => string | undefined): Inline {
  const text = words(locale)
  const { addTags, removeTags, tier, stage, task, tell } = effects
  const parts: string[] = []
  if (addTags.length) parts.push(text.add(addTags.join(text.comma)))
  if (removeTags.length) parts.push(text.remove(removeTags.join(text.comma)))
  if (tier !== null) parts.push(text.tier(tier))
  if (stage !== null) parts.push(text.stage(stage))
  if (task) parts.push(text.task(task.what, typeof task.who === 'number' ? (nameOf(task.who) ?? text.nobody) : text[task.who]))
  if (tell) parts.push(text.tell)
  return parts.length ? parts.join(locale === 'en' ? ' · ' : '；') : text.nothing
}
