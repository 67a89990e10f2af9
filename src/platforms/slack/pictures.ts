import type { WebClient } from '@slack/web-api'
import type { Chart } from '../../chat/chart.ts'
import type { Log } from '../../config/log.ts'
import { slackCode } from './errors.ts'
import { upload } from './upload.ts'

/** A chart's picture at Slack, by its file's id, uploaded once; null when it could not be drawn or uploaded. */
export type Pictures = (chart: Chart) => Promise<string | null>

/**
 * Draws and uploads charts. The file is shared with nobody: only a message that shows it lets its readers see it. Its name says nothing of
 * the customer.
 */
export function createPictures(client: WebClient, log: Log): Pictures {
  const made = new WeakMap<Chart, Promise<string | null>>()

  const make = async (chart: Chart): Promise<string | null> => {
    try {
      // Only who shows a picture pays for what draws it.
      const { chartPng } = await import('../../charts/png.ts')
      const id = await upload(client, 'chart.png', new Uint8Array(await chartPng(chart)))
      await client.files.completeUploadExternal({ files: [{ id, title: 'chart.png' }] })
      return id
    } catch (error) {
      made.delete(chart)
      log('warn', 'slack.picture-failed', { code: slackCode(error) })
      return null
    }
  }
  return chart => {
    const known = made.get(chart) ?? make(chart)
    made.set(chart, known)
    return known
  }
}
