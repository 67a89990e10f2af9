import { ImportRefused } from './fault.ts'
import { fileFaults } from './messages.ts'

/** Refuses what is not UTF-8, saying what it is. `whole`: nothing follows, so a character cut off at the end is an error too. */
export function refuseOtherEncodings(head: Uint8Array, whole: boolean): void {
  const fault = encodingFault(head, whole)
  if (fault) throw new ImportRefused(fault, fileFaults[fault]())
}

function encodingFault(head: Uint8Array, whole: boolean): 'utf16' | 'binary' | 'gbk' | 'encoding' | null {
  const [first, second] = head
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'utf16'
  // A zip, which a workbook is.
  if (first === 0x50 && second === 0x4b && (head[2] ?? 0) < 0x20) return 'binary'
  const zeros = head.subarray(0, 2_000).reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0)
  if (zeros > 0) return zeros * 3 > Math.min(head.length, 2_000) ? 'utf16' : 'binary'
  if (decodes('utf-8', head, whole)) return null
  return looksChinese(head) ? 'gbk' : 'encoding'
}

function decodes(encoding: string, bytes: Uint8Array, whole: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole })
    return true
  } catch {
    return false
  }
}

/** Latin-1 text also passes as GB 18030, but as single rare characters among letters; Chinese comes in runs of common ones. */
function looksChinese(bytes: Uint8Array): boolean {
  const text = new TextDecoder('gb18030').decode(bytes)
  const common = text.match(/[\u4e00-\u9fa5]{2,}/g)?.join('').length ?? 0
  const broken = text.match(/\ufffd/g)?.length ?? 0
  return common >= 2 && broken * 20 <= common
}
