/** A card with buttons, of which a robot's `button_interaction` is the one kind with answers in place. */
export interface Card {
  card_type: string
  task_id: string
  main_title?: { title?: string }
  sub_title_text?: string
  button_list: { text: string; key: string }[]
}

/** WeCom's limits: buttons of a card, bytes of a key. */
const limits = { buttons: 6, keyBytes: 1_024 }

/** Would WeCom take this card? */
export function cardFits(card: Card): boolean {
  const keys = card.button_list.map(({ key }) => key)
  return (
    card.card_type === 'button_interaction' &&
    /^[\w@-]{1,128}$/.test(card.task_id) &&
    Boolean(card.main_title?.title) &&
    keys.length >= 1 &&
    keys.length <= limits.buttons &&
    new Set(keys).size === keys.length &&
    keys.every(key => key !== '' && Buffer.byteLength(key) <= limits.keyBytes) &&
    card.button_list.every(({ text }) => text.trim() !== '')
  )
}
