import { useState } from 'react'
import { usePage } from '../state/page-context.ts'
import { type Json, record, string } from './json.ts'

/** An image block or element; where the picture cannot be had, its description stands in. */
export function Picture({ image, title }: { image: Json; title: string }) {
  const { words } = usePage()
  const [missing, setMissing] = useState(false)
  const alt = string(image.alt_text)
  const url = string(image.image_url) || string(record(image.slack_file).url)
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
