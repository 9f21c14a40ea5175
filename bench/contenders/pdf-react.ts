import { readFileSync } from 'node:fs'
import { Document, Page, pdf, StyleSheet, Text, View } from '@react-pdf/renderer'
import { createElement as element } from 'react'
import { contend } from './contend.ts'
import type { Drawn } from './pdf-ours.ts'
import type { RowsJob } from './pdf-typst.ts'

const styles = StyleSheet.create({
  page: { padding: 56, fontSize: 7.6 },
  row: { flexDirection: 'row', borderBottom: '0.5 solid #dcd9cf', paddingVertical: 3 },
})
const widths = [14, 23, 37, 14, 12].map((share) => ({ width: `${share}%` }))
const header = ['Serial number', 'Device', 'Person', 'Shared over', 'Since']

const line = (row: readonly string[], key: string | number, fixed = false) =>
  element(
    View,
    { key, fixed, style: styles.row, wrap: false },
    row.map((text, at) => element(Text, { key: header[at], style: widths[at] ?? {} }, text)),
  )

/** The same table as React components, with a repeated header. */
await contend(async ({ rowsFile }: RowsJob): Promise<Drawn> => {
  const rows: string[][] = JSON.parse(readFileSync(rowsFile, 'utf8'))
  const document = element(
    Document,
    {},
    element(
      Page,
      { size: 'A4', style: styles.page },
      line(header, 'header', true),
      rows.map((row, at) => line(row, at)),
    ),
  )
  const blob = await pdf(document).toBlob()
  return { rows: rows.length, pages: null, bytes: blob.size }
})
