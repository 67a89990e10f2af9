import type { Worded } from '../../chat/wording.ts'
import type { Bulk } from '../../database/store.ts'

/** Members and teams by the names a file uses for them. */
export interface ImportPeople {
  firstTeam: Named
  /** `slack:U123`, or a name that only one member has. */
  owner(text: string): Named | Worded
  team(text: string): Named | Worded
}

export interface Named {
  id: number
  name: string
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').replace(/^@/, '').trim()

const reasons = {
  noOwner: (who: string): Worded => ({
    en: `No colleague is called “${who}”; write the name as the chat shows it, or slack:U123.`,
    'zh-CN': `没有叫“${who}”的同事：请按聊天工具里显示的姓名填写，或写成 slack:U123。`,
  }),
  manyOwners: (who: string): Worded => ({
    en: `Several colleagues are called “${who}”; write it as slack:U123.`,
    'zh-CN': `有多位同事叫“${who}”，请写成 slack:U123。`,
  }),
  noTeam: (name: string): Worded => ({ en: `There is no team “${name}”.`, 'zh-CN': `没有“${name}”这个团队。` }),
}

/** Reads everybody once for a batch; a company has far fewer colleagues than customers. */
export async function readImportPeople(bulk: Bulk): Promise<ImportPeople> {
  const members = await bulk.rows<{ id: number; platform: string; ref: string; name: string }>(
    `SELECT "id", "platform", "ref", "name" FROM "Member" WHERE NOT "isExternal" AND NOT "isGuest" AND "deactivatedAt" IS NULL`,
  )
  const teams = await bulk.rows<{ id: number; name: string }>(`SELECT "id", "name" FROM "Team" ORDER BY "id"`)
  const [firstTeam] = teams
  if (!firstTeam) throw new Error('no team: the first start makes one')
  const byRef = new Map(members.map(member => [`${member.platform}:${member.ref}`.toLowerCase(), member]))
  const byName = new Map<string, Named[]>()
  for (const member of members) byName.set(plain(member.name), [...(byName.get(plain(member.name)) ?? []), member])
  return {
    firstTeam,
    owner(text) {
      const found = byRef.get(text.trim().toLowerCase())
      const namesakes = byName.get(plain(text)) ?? []
      const [only] = namesakes
      if (found ?? only) return found ?? (namesakes.length === 1 && only ? only : reasons.manyOwners(text.slice(0, 80)))
      return reasons.noOwner(text.slice(0, 80))
    },
    team: text => teams.find(team => plain(team.name) === plain(text)) ?? reasons.noTeam(text.slice(0, 80)),
  }
}
