import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isObject, parseJson, textOf } from './json.ts'
import { asMutation, type Mutation } from './mutations.ts'

/** What the state file starts with: enough to make the same tenant again. */
export type Beginning = { since: Date; devices: number }
export type Journal = {
  beginning: Beginning
  mutations: readonly Mutation[]
  append(mutation: Mutation): void
  /** Forgets everything and begins anew. */
  restart(beginning: Beginning): void
}

const format = 1

const headerLine = ({ since, devices }: Beginning): string =>
  `${JSON.stringify({ sandbox: format, since: since.toISOString(), devices })}\n`

/** One JSON document a line: the header, then the mutations in order. Null where any line is unreadable. */
const read = (text: string): { beginning: Beginning; mutations: Mutation[] } | null => {
  const [first = '', ...rest] = text.split('\n')
  const header = parseJson(first)
  if (!isObject(header) || header.sandbox !== format || typeof header.devices !== 'number') return null
  const since = new Date(textOf(header, 'since') ?? '')
  if (Number.isNaN(since.getTime()) || rest.pop() !== '') return null
  const mutations = rest.map((line) => asMutation(parseJson(line)))
  const whole = mutations.filter((mutation) => mutation !== null)
  return whole.length === mutations.length
    ? { beginning: { since, devices: header.devices }, mutations: whole }
    : null
}

/**
 * Opens the state file, or begins one. A file that cannot be read is set aside as `FILE.unreadable`, and a file of
 * a tenant of another size is begun anew; `warn` is told. Without a file, the state lives as long as the process.
 */
export const openJournal = (
  file: string | undefined,
  fresh: Beginning,
  warn: (sentence: string) => void,
): Journal => {
  const restart = (beginning: Beginning) => {
    if (file) writeFileSync(file, headerLine(beginning), { mode: 0o600 })
  }
  const append = (mutation: Mutation) => {
    if (file) appendFileSync(file, `${JSON.stringify(mutation)}\n`)
  }
  if (file && existsSync(file)) {
    const found = read(readFileSync(file, 'utf8'))
    if (found && found.beginning.devices === fresh.devices) return { ...found, append, restart }
    if (found) warn(`The sandbox state in ${file} is of a tenant of another size: starting fresh.`)
    else {
      renameSync(file, `${file}.unreadable`)
      warn(`The sandbox state in ${file} cannot be read: starting fresh; the old file has .unreadable added.`)
    }
  }
  restart(fresh)
  return { beginning: fresh, mutations: [], append, restart }
}
