import { useState } from 'react'
import { usePage } from '../state/page-context.ts'
import { type Surface, useSurface } from '../state/surface-context.ts'
import { type Json, record, string } from './json.ts'

/** An image block or element; where the picture cannot be had, its description stands in. */
export function Picture({ image, title }: { image: Json; title: string }) {
  const { words, me } = usePage()
  const { where } = useSurface()
  const [missing, setMissing] = useState(false)
  const alt = string(image.alt_text)
  const url = string(image.image_url) || uploaded(record(image.slack_file), where, me.id)
  const shown = !missing && /^(?:https?:\/\/|\/|data:image\/)/.test(url)
  return (
    <figure className="picture">
      {title && <figcaption>{title}</figcaption>}
      {shown ? (
        <img src={url} alt={alt} loading="lazy" onError={() => setMissing(true)} />
      ) : (
        <span className="picture-missing">{alt || words.imageMissing}</span>
      )}
    </figure>
  )
}

/** A file at Slack is read where it is shown, by who may see that. */
function uploaded(file: Json, where: Surface['where'], as: string): string {
  if (typeof file.id !== 'string' || where.kind !== 'message') return string(file.url)
  return `/playground/ui/file?${new URLSearchParams({ as, channel: where.channel, id: file.id })}`
}
