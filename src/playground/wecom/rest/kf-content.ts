import { ApiRefusal } from './company.ts'

/** What a customer got in 微信客服. */
export interface KfShown {
  to: string
  msgid: string
  text: string
  /** A menu's items: what a click says back, or the address it opens. */
  menu: { kind: 'click' | 'view'; text: string; leads: string }[]
}

/** Bytes and counts (path/94677). */
const limits = { text: 2_048, around: 1_024, items: 10, id: 128, label: 128, view: 1_024, url: 2_048 }

interface Menu {
  head_content?: string
  tail_content?: string
  list?: { type: string; click?: { id: string; content: string }; view?: { url: string; content: string } }[]
}

/** A text or a menu within WeCom's limits; refused like there. */
export function contentOf(body: Record<string, unknown>): Pick<KfShown, 'text' | 'menu'> {
  if (body.msgtype === 'text') {
    const { content = '' } = (body.text ?? {}) as { content?: string }
    return { text: checked(content, limits.text), menu: [] }
  }
  const menu = body.msgtype === 'msgmenu' ? (body.msgmenu as Menu | undefined) : undefined
  if (!menu) throw new ApiRefusal(40_008)
  const list = menu.list ?? []
  if (list.length > limits.items) throw new ApiRefusal(40_058)
  const items = list.map(({ type, click, view }): KfShown['menu'][number] => {
    if (type === 'click' && click)
      return { kind: 'click', text: checked(click.content, limits.label), leads: checked(click.id, limits.id) }
    if (type !== 'view' || !view) throw new ApiRefusal(40_058)
    return { kind: 'view', text: checked(view.content, limits.view), leads: checked(view.url, limits.url) }
  })
  const around = [menu.head_content, menu.tail_content].flatMap(text => (text ? [checked(text, limits.around)] : []))
  if (items.length === 0 && around.length === 0) throw new ApiRefusal(40_058)
  return { text: around.join('\n\n'), menu: items }
}

function checked(text: string, most: number): string {
  if (text === '' || Buffer.byteLength(text) > most) throw new ApiRefusal(40_058)
  return text
}
