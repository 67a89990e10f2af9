import type { Methods } from './api.ts'
import { ApiRefusal } from './company.ts'

/** Names of buttons, in bytes: of the bar itself, and of what opens above it. */
const longest = { top: 16, below: 60, key: 128 }

export const members: Methods = {
  'user/get': {
    as: 'app',
    run({ members: known }, { params }) {
      const member = known.get(params.userid ?? '')
      if (!member) throw new ApiRefusal(60_111)
      if (!member.isVisible) throw new ApiRefusal(60_011)
      return { userid: params.userid, name: member.name, status: 1 }
    },
  },
  'department/simplelist': {
    as: 'app',
    run({ members: known }) {
      const ids = new Set([1, ...[...known.values()].map(({ department }) => department)])
      return { department_id: [...ids].map(id => ({ id, parentid: id === 1 ? 0 : 1, order: id })) }
    },
  },
  'user/simplelist': {
    as: 'app',
    run({ members: known }, { params }) {
      const theirs = [...known].filter(
        ([, { isVisible, department }]) => isVisible && department === Number(params.department_id),
      )
      if (theirs.length === 0) throw new ApiRefusal(60_011)
      return { userlist: theirs.map(([userid, { name, department }]) => ({ userid, name, department: [department] })) }
    },
  },
  'auth/getuserinfo': {
    as: 'app',
    run({ codes, members: known }, { params }) {
      const who = codes.get(params.code ?? '')
      // Each code once (path/91023).
      codes.delete(params.code ?? '')
      if (who === undefined) throw new ApiRefusal(40_029)
      return known.has(who) ? { userid: who } : { openid: who }
    },
  },
  get_jsapi_ticket: { as: 'app', run: ({ tickets }) => ({ ticket: tickets.config, expires_in: 7_200 }) },
  'ticket/get': {
    as: 'app',
    run({ tickets }, { params }) {
      if (params.type !== 'agent_config') throw new ApiRefusal(40_058)
      return { ticket: tickets.agent, expires_in: 7_200 }
    },
  },
  'agent/get': {
    as: 'app',
    run({ agentId }, { params }) {
      if (Number(params.agentid) !== agentId) throw new ApiRefusal(301_002)
      return { agentid: agentId, name: 'Rapport' }
    },
  },
  'menu/create': {
    as: 'app',
    run(company, { params, body }) {
      if (Number(params.agentid) !== company.agentId) throw new ApiRefusal(40_056)
      const top = (body.button ?? []) as {
        name: string
        type?: string
        key?: string
        sub_button?: { name: string; key: string }[]
      }[]
      const isButton = ({ name, key }: { name: string; key?: string }, most: number) =>
        name !== '' && Buffer.byteLength(name) <= most && Boolean(key) && Buffer.byteLength(key ?? '') <= longest.key
      const fits = top.every(one =>
        one.sub_button
          ? Buffer.byteLength(one.name) <= longest.top &&
            one.sub_button.length <= 5 &&
            one.sub_button.every(below => isButton(below, longest.below))
          : isButton(one, longest.top),
      )
      if (top.length < 1 || top.length > 3 || !fits) throw new ApiRefusal(40_017)
      company.menu = body
      company.told.menu()
      return {}
    },
  },
}
