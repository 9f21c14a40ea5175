import { closeSync, openSync, writeSync } from 'node:fs'
import { badRequest } from '../graph/refusal.ts'
import type { Version } from '../graph/schema.ts'
import { parseSelect, project } from '../graph/select.ts'
import type { Json, Row } from '../json.ts'

/** Where each page of one collection lies in the file: the JSON of its `value`. */
export type WrittenCollection = {
  /** With the version in front, as it is asked for. */
  path: string
  /** The query the pages were written for. */
  query: string
  rows: number
  pageRows: number
  /** Whether Graph counts the collection without being asked. */
  counted: boolean
  /** Offset and length of each page. */
  pages: [number, number][]
}

/** The largest page Intune is known to give, and what it gives where nothing is asked. */
const largestPage = 1000

export type PageFile = {
  /** Writes one collection, a page at a time; the rows are asked for one after the other. */
  write(collection: ToWrite, rows: Iterable<Row>): WrittenCollection
  close(): void
}

export type ToWrite = { version: Version; path: string; type: string; query: string; counted?: boolean }

/** A file of pages, written from its beginning. */
export const createPageFile = (file: string): PageFile => {
  const descriptor = openSync(file, 'w')
  let end = 0
  return {
    write: ({ version, path, type, query, counted = false }, rows) => {
      const options = new URLSearchParams(query)
      const selected = parseSelect(options.get('$select'), type, version)
      const pageRows = Math.min(largestPage, Number(options.get('$top') ?? largestPage))
      if (!(pageRows > 0)) throw badRequest(`Invalid value '${options.get('$top')}' for $top.`)
      const pages: [number, number][] = []
      let written = 0
      let page: Json[] = []
      const flush = () => {
        const bytes = Buffer.from(JSON.stringify(page))
        writeSync(descriptor, bytes)
        pages.push([end, bytes.length])
        end += bytes.length
        written += page.length
        page = []
      }
      for (const row of rows) {
        page.push(project(row, selected, type, version))
        if (page.length === pageRows) flush()
      }
      // A list without rows is a page too.
      if (page.length > 0 || pages.length === 0) flush()
      return { path: `${version}/${path}`, query, rows: written, pageRows, counted, pages }
    },
    close: () => closeSync(descriptor),
  }
}
