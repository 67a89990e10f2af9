import type { LocalDate } from '../chat/dates/calendar.ts'
import { cleanText, isEmail, isPhone, limits, readDay } from './fields.ts'

/** A contact as typed in one line or a form. */
export interface ContactValues {
  name: string
  role: string | null
  phone: string | null
  email: string | null
  birthday: LocalDate | null
  preferences: string | null
  isKey: boolean
}

const keyWords = ['key', 'key contact', 'main contact', 'decision maker', '关键', '关键联系人', '主要联系人', '决策人']
const addWords = /^(?:add|new|添加|新增|新建|增加)(?=\s|$|[:：])\s*[:：]?\s*/iu

/** The line without a leading `add`. */
export function afterAdd(line: string): { isAdd: boolean; rest: string } {
  const rest = line.trim().replace(addWords, '')
  return { isAdd: rest !== line.trim(), rest }
}

/**
 * `Anna Becker, buyer, +49 171 5550199, anna@acme.example, key, likes short calls`: pieces in any order, told apart by what they look like.
 * The first other piece is the name, the second the role, the rest preferences. Null without a name. Pure.
 */
export function readContact(line: string): ContactValues | null {
  const contact: ContactValues = {
    name: '',
    role: null,
    phone: null,
    email: null,
    birthday: null,
    preferences: null,
    isKey: false,
  }
  const preferences: string[] = []
  for (const piece of piecesOf(line)) {
    if (!contact.email && isEmail(piece)) contact.email = piece
    else if (!contact.birthday && readDay(piece)) contact.birthday = readDay(piece)
    else if (
      !contact.phone &&
      isPhone(piece) &&
      /^[+(\d][\d\s()./+-]*$/.test(piece.normalize('NFKC')) &&
      [...piece].length <= limits.short
    )
      contact.phone = piece
    else if (keyWords.includes(piece.toLowerCase())) contact.isKey = true
    else if (!contact.name) contact.name = cut(piece)
    else if (contact.role === null) contact.role = cut(piece)
    else preferences.push(piece)
  }
  if (preferences.length) contact.preferences = [...preferences.join(', ')].slice(0, limits.custom).join('')
  return contact.name ? contact : null
}

/** Parted by commas; without any, by the spaces around what is clearly a phone number or an address: 张伟 采购 13800138000. */
function piecesOf(line: string): string[] {
  const pieces = line
    .split(/[,，、;；\n]/)
    .map(cleanText)
    .filter(Boolean)
  if (pieces.length !== 1) return pieces
  const [only = ''] = pieces
  const parted = only
    .replace(/(^|\s)(\S+@\S+|[+(]?\d[\d()./ -]{3,30}\d)(?=\s|$)/g, '\n$2\n')
    .split('\n')
    .map(cleanText)
    .filter(Boolean)
  return parted.flatMap(piece => (/^\p{Script=Han}[\p{Script=Han}\s]*$/u.test(piece) ? piece.split(' ') : [piece]))
}

const cut = (text: string): string => [...text].slice(0, limits.text).join('')
