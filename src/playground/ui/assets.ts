import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { sendText } from './http.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
}

const POLICY =
  "default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The file of the page's folder that a path names; null when it would leave the folder. */
export function fileWithin(pageDir: string, path: string): string | null {
  const file = normalize(join(pageDir, path))
  return file.startsWith(normalize(pageDir + sep)) && !path.includes('\0') ? file : null
}

/** Sends a file of the page's folder; `path` is what follows `/playground`, and `/` is the page itself. */
export async function sendAsset(res: ServerResponse, pageDir: string | undefined, path: string): Promise<void> {
  if (pageDir === undefined) return sendText(res, 404, 'This local Slack has no page.')
  const wanted = path === '' || path === '/' ? '/index.html' : path
  const file = fileWithin(pageDir, wanted)
  if (file === null) return sendText(res, 404, 'There is no such file.')
  const content = await readFile(file).catch(() => null)
  if (content === null) {
    const missing = wanted === '/index.html'
    const text = missing ? "The playground's page has not been built yet: `npm start` builds it." : 'There is no such file.'
    return sendText(res, 404, text)
  }
  res.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': wanted.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
  res.end(content)
}
