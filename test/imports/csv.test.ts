import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvRecord, longestRow, openCsv } from '../../src/imports/csv.ts'
import { delimiterOf } from '../../src/imports/delimiter.ts'
import { CsvBroken } from '../../src/imports/fault.ts'
import { inPieces } from './importing.ts'

async function read(
  file: string | Uint8Array,
  pieceBytes = 5,
): Promise<{ header: string[]; records: CsvRecord[]; broken: CsvBroken | null }> {
  const csv = await openCsv(inPieces(typeof file === 'string' ? Buffer.from(file) : file, pieceBytes))
  const records: CsvRecord[] = []
  try {
    for await (const piece of csv.pieces) records.push(...piece.records)
  } catch (error) {
    if (error instanceof CsvBroken) return { header: csv.header, records, broken: error }
    throw error
  }
  return { header: csv.header, records, broken: null }
}

const refusal = (file: Uint8Array | string) =>
  read(file).then(
    () => 'read',
    (error: { code?: string }) => error.code,
  )

describe('a CSV', () => {
  it('is read with a byte order mark, either line end and each delimiter', async () => {
    for (const [delimiter, end] of [
      [',', '\n'],
      [';', '\r\n'],
      ['\t', '\r'],
    ]) {
      const { header, records } = await read(`\ufeffa${delimiter}b${end}1${delimiter}晨光${end}${end}2${delimiter}x${end}`)
      expect(header).toEqual(['a', 'b'])
      expect(records).toEqual([
        { line: 2, cells: ['1', '晨光'] },
        { line: 4, cells: ['2', 'x'] },
      ])
    }
  })

  it('may hold delimiters, quotes and line ends in quotes; a row is named by the line it begins in', async () => {
    const { records } = await read('a,b\n1,"x;y,""z""\nsecond\r\nthird"\n2,5" pipe\n3,"q"r\n')
    expect(records).toEqual([
      { line: 2, cells: ['1', 'x;y,"z"\nsecond\r\nthird'] },
      { line: 5, cells: ['2', '5" pipe'] },
      { line: 6, cells: ['3', '"q"r'] },
    ])
  })

  it('says its delimiter in a first line that Excel writes, which is no row', async () => {
    const { header, records } = await read('\ufeffsep=;\r\na;b\r\n1,5;2\r\n')
    expect(header).toEqual(['a', 'b'])
    expect(records).toEqual([{ line: 3, cells: ['1,5', '2'] }])
  })

  it('does not take a delimiter inside quotes for the one of the file', () => {
    expect(delimiterOf('"a,b,c,d";e;f\n1,2,3,4,5,6,7')).toBe(';')
    expect(delimiterOf('one')).toBe(',')
  })

  it('in another encoding is refused with the name of what it is', async () => {
    const gbk = Buffer.from([
      ...Buffer.from('name,city\n'),
      0xb3,
      0xbf,
      0xb9,
      0xe2,
      ...Buffer.from(','),
      0xc9,
      0xcf,
      0xba,
      0xa3,
      0x0a,
    ])
    expect(await refusal(Buffer.from('\ufeffname,city\n晨光,上海\n', 'utf16le'))).toBe('utf16')
    expect(await refusal(Buffer.from('name,city\nAcme,Berlin\n', 'utf16le'))).toBe('utf16')
    expect(await refusal(gbk)).toBe('gbk')
    expect(await refusal(Buffer.from('name,city\nMüller,Köln\n', 'latin1'))).toBe('encoding')
    expect(await refusal(Buffer.from('PK\u0003\u0004rest of a workbook'))).toBe('binary')
    expect(await refusal('')).toBe('empty')
    expect(await refusal('\n\n')).toBe('empty')
  })

  it('whose quote never closes gives every row before it and the line where it opens', async () => {
    const { records, broken } = await read('a,b\n1,2\n3,"x\n4,5\n')
    expect(records).toEqual([{ line: 2, cells: ['1', '2'] }])
    expect(broken).toMatchObject({ line: 3, reason: { en: expect.stringContaining('never closed') } })
    const long = await read(`a,b\n1,2\n3,"${'x\n'.repeat(longestRow)}`, 65_536)
    expect(long.records).toHaveLength(1)
    expect(long.broken).toMatchObject({ line: 3, reason: { en: expect.stringContaining('larger than 1 MB') } })
  })

  it('reads the same however it is cut into pieces', async () => {
    const seed = Date.now()
    const cellText = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ';', '晨', '🙂', ' '), maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cellText, cellText), { maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        async (rows, size) => {
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
          const text = `a,b\n${rows.map(row => `${row.map(quote).join(',')}\n`).join('')}`
          const { records } = await read(text, size)
          expect(records.map(record => record.cells)).toEqual(rows)
          let line = 2
          for (const [index, record] of records.entries()) {
            expect(record.line).toBe(line)
            line += 1 + (rows[index]?.join('').match(/\r\n|\n/g)?.length ?? 0)
          }
        },
      ),
      { seed, numRuns: 200 },
    )
  })
})
