import { chartPng } from '../../../charts/png.ts'
import type { Message } from '../../../chat/message.ts'

/** A message's charts as pictures, one at a time, for each takes a moment. Their numbers stand in its text, so one that fails is left out. */
export async function eachPicture(message: Message, send: (png: Buffer) => Promise<void>): Promise<void> {
  for (const part of message.parts)
    if (part.kind === 'chart')
      await chartPng(part.chart)
        .then(send)
        .catch(() => undefined)
}

export const pictureName = 'chart.png'
