import { open } from 'node:fs/promises'

/** Makes what was created, renamed or removed in a folder survive a power cut. Where a system cannot, it is left to it. */
export async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r')
  await directory.sync().catch(() => {})
  await directory.close()
}
