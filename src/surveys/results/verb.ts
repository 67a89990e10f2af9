import { z } from 'zod'
import { type Context, teamOf } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { type Message, say } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { groupsView } from './groups.ts'
import { overview } from './overview.ts'
import { responseView } from './response.ts'
import { type Asked, askedFor, type Scope, scopeShape } from './scope.ts'
import { themesView } from './themes-view.ts'
import { readTyped } from './typed.ts'
import { groupings, type View, views } from './views.ts'
import { waitingView } from './waiting.ts'

const words = wording({
  en: { none: 'There are no such results that you may read.' },
  'zh-CN': { none: '没有您可以查看的这类结果。' },
})

/** `/survey results nps`: what customers answered. */
export const resultsVerb: Verb = {
  name: 'results',
  words: ['results', 'result', '结果', '统计'],
  usage: {
    en: '/survey results nps [by owner|team|segment|quarter] [@person] [2026-Q3] [tier:A]',
    'zh-CN': '/survey 结果 nps [按负责人|团队|分群|季度] [@成员] [2026年第3季度] [等级：A]',
  },
  needs: 'survey.read',
  async run(context, rest) {
    const team = teamOf(context)
    context.demand('survey.read', { teamId: team.id })
    const typed = await readTyped(context, team, rest)
    if (typeof typed === 'string') return { kind: 'message', message: say(context.locale, typed) }
    return { kind: 'message', message: await resultsMessage(context, typed.scope, typed.view) }
  },
}

export const resultsAction = action({
  id: 'surveys.results',
  needs: 'survey.read',
  value: z.strictObject({ scope: scopeShape, view: z.enum(views) }),
  async run(context, { scope, view }) {
    context.demand('survey.read', { teamId: scope.teamId })
    return { kind: 'replace', message: await resultsMessage(context, scope, view) }
  },
})

/** One view of results. */
async function resultsMessage(context: Context, scope: Scope, view: View): Promise<Message> {
  const asked = await askedFor(context, scope, view === 'team')
  if (typeof asked === 'string') return say(context.locale, asked)
  if (!asked) return say(context.locale, words(context.locale).none)
  return viewOf(context, asked, view)
}

function viewOf(context: Context, asked: Asked, view: View): Promise<Message> {
  const grouping = groupings.find(by => by === view)
  if (grouping) return groupsView(context, asked, grouping)
  if (view === 'response') return responseView(context, asked)
  if (view === 'themes') return themesView(context, asked)
  if (view === 'waiting') return waitingView(context, asked)
  return overview(context, asked)
}
