import { z } from 'zod'
import { blockId } from './composition.ts'
import { LIMITS } from './limits.ts'
import { richText } from './rich-text.ts'

/** Tables and charts. */
const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) })
const rawNumber = z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) })
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richText])

export const table = z.strictObject({
  type: z.literal('table'),
  block_id: blockId,
  rows: z.array(z.array(cell).min(1).max(LIMITS.tableColumns)).min(1).max(LIMITS.tableRows),
  column_settings: z
    .array(
      z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() }).nullable(),
    )
    .max(LIMITS.tableColumns)
    .optional(),
})

export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    block_id: blockId,
    rows: z.array(z.array(cell).min(1).max(LIMITS.dataTableColumns)).min(2).max(LIMITS.dataTableRows),
    caption: z.string().min(1),
    page_size: z.number().int().min(1).max(LIMITS.dataTablePage).optional(),
    row_header_column_index: z.number().int().min(0).optional(),
  })
  .refine(block => new Set(block.rows.map(row => row.length)).size <= 1, { error: 'all rows must have the same number of cells' })
  .refine(block => (block.rows[0] ?? []).every(each => each.type !== 'rich_text'), {
    error: 'rich_text is not allowed in the header row',
  })
  .refine(block => (block.row_header_column_index ?? 0) < (block.rows[0]?.length ?? 0), {
    error: 'row_header_column_index is outside the table',
  })

const label = z.string().min(1).max(LIMITS.chartLabel)
const points = z
  .array(z.strictObject({ label, value: z.number() }))
  .min(1)
  .max(LIMITS.chartPoints)
const plotted = (type: 'line' | 'bar' | 'area') =>
  z
    .strictObject({
      type: z.literal(type),
      series: z
        .array(z.strictObject({ name: label, data: points }))
        .min(1)
        .max(LIMITS.chartSeries),
      axis_config: z.strictObject({
        categories: z.array(label).min(1).max(LIMITS.chartPoints),
        x_label: z.string().max(LIMITS.chartTitle).optional(),
        y_label: z.string().max(LIMITS.chartTitle).optional(),
      }),
    })
    .refine(chart => new Set(chart.series.map(each => each.name)).size === chart.series.length, {
      error: 'series names must be unique',
    })
    .refine(
      chart =>
        chart.series.every(
          each =>
            each.data.length === chart.axis_config.categories.length &&
            each.data.every(point => chart.axis_config.categories.includes(point.label)),
        ),
      { error: 'every series must have one value for each category' },
    )
const pie = z.strictObject({
  type: z.literal('pie'),
  segments: z
    .array(z.strictObject({ label, value: z.number().positive() }))
    .min(1)
    .max(LIMITS.chartSeries),
})

export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: blockId,
  title: z.string().min(1).max(LIMITS.chartTitle),
  chart: z.discriminatedUnion('type', [plotted('line'), plotted('bar'), plotted('area'), pie]),
})
