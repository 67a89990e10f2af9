import { inflateSync } from 'node:zlib'

export interface Pixels {
  width: number
  height: number
  /** Red, green, blue, alpha of each pixel. */
  data: Uint8Array
}

/** Reads an 8-bit RGBA PNG that is not interlaced: what charts are drawn as. */
export function pixelsOf(png: Buffer): Pixels {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  if (png[24] !== 8 || png[25] !== 6 || png[28] !== 0) throw new Error('not an 8-bit RGBA PNG')
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  return { width, height, data: unfiltered(inflateSync(Buffer.concat(parts)), width * 4, height) }
}

/** PNG specification, 9.2: each row says how it was predicted from its left and upper neighbours. */
function unfiltered(raw: Buffer, stride: number, height: number): Uint8Array {
  const data = new Uint8Array(stride * height)
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)]
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column
      const left = column >= 4 ? (data[at - 4] ?? 0) : 0
      const up = row > 0 ? (data[at - stride] ?? 0) : 0
      const corner = row > 0 && column >= 4 ? (data[at - stride - 4] ?? 0) : 0
      data[at] = (raw[row * (stride + 1) + 1 + column] ?? 0) + predicted(filter, left, up, corner)
    }
  }
  return data
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  return filter === 4 ? paeth(left, up, corner) : 0
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const toLeft = Math.abs(guess - left)
  const toUp = Math.abs(guess - up)
  const toCorner = Math.abs(guess - corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}
