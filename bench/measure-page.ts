import type pg from 'pg'
import { median } from './measure.ts'

/** Milliseconds: the middle one, and the one that only a twentieth exceeds. */
export type Times = { p50: number; p95: number }

export type MeasuredPage = {
  name: string
  /** What the page asks its features for, with all that comes with it. */
  ours: Times
  /** The same rows in plain SQL, by the owner, whom no wall holds. */
  plain: Times
  /** Statements of one call, those that open and close a transaction among them. */
  statements: number
  /** What of one call PostgreSQL itself took, planning included. */
  sql: number
}

/** One page about one subject after the other. */
export type PageCase = {
  name: string
  subjects: string[]
  call: (subject: string) => Promise<unknown>
  plain: { sql: string; values: (subject: string) => unknown[] }[]
}

/**
 * Times one page, warm: some calls are thrown away first. Statements are counted in calls of their own, because counting
 * takes time too.
 */
export const measurePage = async (
  { name, subjects, call, plain }: PageCase,
  owner: pg.Client,
  calls: number,
): Promise<MeasuredPage> => {
  const inPlain = async (subject: string) => {
    for (const { sql, values } of plain) await owner.query(sql, values(subject))
  }
  const warmUp = subjects.slice(0, Math.ceil(calls / 10))
  for (const subject of warmUp) await call(subject)
  const ours = await timesOf(subjects.slice(0, calls), call)
  for (const subject of warmUp) await inPlain(subject)
  const bare = await timesOf(subjects.slice(0, calls), inPlain)

  await owner.query('select pg_stat_statements_reset()')
  for (const subject of warmUp) await call(subject)
  const { rows } = await owner.query<{ calls: string; ms: number }>(
    `select sum(calls) as calls, sum(total_exec_time + total_plan_time) as ms from pg_stat_statements
     where userid = 'pomona_app'::regrole`,
  )
  const [seen] = rows
  return {
    name,
    ours,
    plain: bare,
    statements: Number(seen?.calls ?? 0) / warmUp.length,
    sql: (seen?.ms ?? 0) / warmUp.length,
  }
}

const timesOf = async (
  subjects: readonly string[],
  work: (subject: string) => Promise<unknown>,
): Promise<Times> => {
  const taken: number[] = []
  for (const subject of subjects) {
    const from = performance.now()
    await work(subject)
    taken.push(performance.now() - from)
  }
  return timesIn(taken)
}

export const timesIn = (taken: readonly number[]): Times => {
  const sorted = taken.toSorted((a, b) => a - b)
  return { p50: median(sorted), p95: sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN }
}
