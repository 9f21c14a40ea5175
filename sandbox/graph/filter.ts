import type { Row } from '../json.ts'
import { badRequest } from './refusal.ts'

type Clause = (row: Row) => boolean
/** How one property may be filtered. `misread` is Intune's: `ne` answers as `eq` does. */
type Rule = 'text' | 'date' | 'misread'
export type Rules = Readonly<Record<string, Rule>>

const clauseOf = (text: string, rules: Rules): Clause | null => {
  const [, name = '', operator = '', quoted, bare = ''] =
    /^\(?(\w+) (eq|ne|gt|ge|lt|le) (?:'([^']*)'|([^'\s)]+))\)?$/.exec(text.trim()) ?? []
  if (name === 'deviceEnrollmentType' && /^\d+$/.test(bare)) throw badRequest('Invalid filter clause')
  const rule = rules[name]
  if (!rule) return null
  const wanted = quoted ?? bare
  if (rule === 'date') {
    const limit = Date.parse(wanted)
    const compare: Record<string, (at: number) => boolean> = {
      gt: (at) => at > limit,
      ge: (at) => at >= limit,
      lt: (at) => at < limit,
      le: (at) => at <= limit,
    }
    const holds = compare[operator]
    return holds ? (row) => holds(Date.parse(String(row[name]))) : null
  }
  if (operator !== 'eq' && operator !== 'ne') return null
  const negated = operator === 'ne' && rule === 'text'
  return (row) => (row[name] === wanted) !== negated
}

/**
 * Intune's filtering, faults included: clauses joined by `and` or by `or` over the few properties it knows, and
 * anything else is ignored without a word, so that every row comes back. Null means "not filtered".
 */
export const filterOf = (text: string | null, rules: Rules): Clause | null => {
  if (!text) return null
  const every = !/ or /.test(text)
  const clauses = text.split(every ? ' and ' : ' or ').map((part) => clauseOf(part, rules))
  const understood = clauses.filter((clause) => clause !== null)
  if (understood.length < clauses.length) return null
  return (row) =>
    every ? understood.every((clause) => clause(row)) : understood.some((clause) => clause(row))
}
