import { ButtonElement } from '../elements/button.tsx'
import { actionIdOf } from './fields.ts'
import { type Json, record, records, string } from './json.ts'
import { keyed } from './keyed.ts'
import { Picture } from './picture.tsx'
import { Text } from './text.tsx'

const levels = new Set(['info', 'warning', 'error', 'success'])

export function Alert({ block }: { block: Json }) {
  const level = string(block.level, 'default')
  return (
    <div className={`alert alert-${levels.has(level) ? level : 'default'}`} role="note">
      <Text value={block.text} />
    </div>
  )
}

export function Card({ block, blockId }: { block: Json; blockId: string }) {
  const hero = record(block.hero_image)
  const icon = record(block.icon)
  const actions = records(block.actions)
  return (
    <div className="card">
      {typeof hero.type === 'string' && <Picture image={hero} title="" />}
      <div className="card-head">
        {typeof icon.type === 'string' && <Picture image={icon} title="" />}
        <div>
          {block.title !== undefined && (
            <div className="card-title">
              <Text value={block.title} />
            </div>
          )}
          {block.subtitle !== undefined && (
            <div className="card-subtitle">
              <Text value={block.subtitle} />
            </div>
          )}
        </div>
      </div>
      {block.body !== undefined && <Text value={block.body} />}
      {actions.length > 0 && (
        <div className="actions">
          {keyed(actions, actionIdOf).map(({ key, item, index }) => (
            <ButtonElement key={key} element={item} blockId={blockId} actionId={actionIdOf(item, index)} />
          ))}
        </div>
      )}
    </div>
  )
}
