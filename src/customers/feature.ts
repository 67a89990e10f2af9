import type { Feature } from '../chat/feature.ts'
import { customerActivityKinds } from './activity-kinds.ts'
import { customerCommand } from './command.ts'
import { contactsCard } from './contact-card.ts'
import { customerBlocks } from './contact-policy/blocks.ts'
import { customFilters } from './custom/filters.ts'
import { customerFilters } from './filter-fields.ts'
import { contactsImport } from './import/contacts.ts'
import { customersImport } from './import/customers.ts'
import { customerData, customerPersonalFields } from './personal-fields.ts'
import { assignAction, assignSubmit } from './verbs/assign.ts'
import { contactAction, contactEditAction, contactRemoveAction } from './verbs/contact.ts'
import { contactSubmit } from './verbs/contact-form.ts'
import { editAction, editSubmit } from './verbs/edit.ts'
import { fieldAction, fieldArchiveAction, fieldSubmit, fieldsVerb } from './verbs/fields.ts'
import { historyAction } from './verbs/history.ts'
import { backAction, leftAction, leftSubmit } from './verbs/left.ts'
import { linkAction } from './verbs/link.ts'
import { listAction } from './verbs/list.ts'
import { createAction, newAction, newSubmit } from './verbs/new.ts'
import { searchSubmit, showAction } from './verbs/show.ts'
import { stageAction, stageSubmit } from './verbs/stage.ts'
import { tagAction, tagSubmit } from './verbs/tag.ts'
import { timelineAction } from './verbs/timeline.ts'

/** The record, its contacts, search, the card, timeline and history. */
export const customersFeature: Feature = {
  name: 'customers',
  commands: [customerCommand],
  verbs: [{ command: 'rapport', verb: fieldsVerb }],
  actions: [
    showAction,
    newAction,
    createAction,
    editAction,
    assignAction,
    tagAction,
    stageAction,
    listAction,
    timelineAction,
    historyAction,
    fieldAction,
    fieldArchiveAction,
    contactAction,
    contactEditAction,
    contactRemoveAction,
    linkAction,
    leftAction,
    backAction,
  ],
  forms: [searchSubmit, newSubmit, editSubmit, assignSubmit, tagSubmit, stageSubmit, contactSubmit, leftSubmit, fieldSubmit],
  cardSections: [contactsCard],
  customerActions: [
    { action: 'customers.edit', label: { en: 'Edit', 'zh-CN': '编辑' }, order: 20, on: ['card'] },
    { action: 'customers.timeline', label: { en: 'Timeline', 'zh-CN': '时间线' }, order: 40, on: ['card'] },
    { action: 'customers.assign', label: { en: 'Assign', 'zh-CN': '分配' }, order: 45, on: ['card', 'digest'] },
    { action: 'customers.show', label: { en: 'Open', 'zh-CN': '打开' }, order: 60, on: ['digest'] },
  ],
  activityKinds: customerActivityKinds,
  filterFields: customerFilters,
  filterSources: [customFilters],
  importKinds: [customersImport, contactsImport],
  contactBlocks: customerBlocks,
  personalFields: customerPersonalFields,
  customerData,
}
