import { checkpointKeyId } from '#adapters/checkpoint-key.ts'
import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { exportHeader, walkExport } from '#domain/audit-export.ts'
import type { Checkpoint } from '#domain/checkpoint.ts'
import { owner } from '#prisma/owner.ts'
import { walkChain } from './commands.ts'
import { logLines, logStart } from './log-lines.ts'

const tables = ['audit_event', 'audit_detail', 'audit_head', 'audit_checkpoint', 'audit_stub'] as const

/** As a superuser, whom neither rights nor triggers nor foreign keys hold. */
export const asSuperuser = (statements: readonly string[]) =>
  owner().$transaction(async (tx) => {
    await tx.$executeRawUnsafe("set local session_replication_role = 'replica'")
    for (const sql of statements) await tx.$executeRawUnsafe(sql)
  })

/** Keeps the log as it is now, for `restore`. */
export const keep = () =>
  asSuperuser([
    'create schema kept',
    ...tables.map((table) => `create table kept.${table} as table ${table}`),
  ])
export const restore = () =>
  asSuperuser(
    tables.flatMap((table) => [`delete from ${table}`, `insert into ${table} select * from kept.${table}`]),
  )

export const eventOf = ({ organisationId }: Actor, sequence: number) =>
  `organisation_id = '${organisationId}' and sequence = ${sequence}`
export const flipped = (column: string, byte: number) =>
  `set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # 1)`
/** Another character where one stands, of a text of any length. */
export const respelt = (column: string, place: number) =>
  `overlay(${column} placing case substr(${column}, 1 + ${place} % length(${column}), 1) when 'x' then 'y' else 'x' end
    from 1 + ${place} % length(${column}) for 1)`

/** The same log taken along as a file, and what is found in that by nothing but itself. */
const walkFile = async ({ organisationId }: Actor, checkpoint: Checkpoint | null) => {
  const start = await inOrganisation(organisationId, (tx) => logStart(organisationId, tx))
  async function* lines() {
    yield [exportHeader(start, new Date())]
    for await (const some of logLines(organisationId, start.last)) yield some.split('\n')
  }
  return (await walkExport(lines(), { checkpoint, key: checkpointKeyId() }))?.verdict ?? null
}

/** What is wrong with the log, by its tables and by a file of it. */
export const found = async (actor: Actor, checkpoint: Checkpoint | null = null) => ({
  database: (await walkChain(actor, checkpoint)).fault,
  file: (await walkFile(actor, checkpoint))?.fault,
})
