import { randomBytes, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type AuditEntry, type AuditHead, chain, commit, firstHead, saltBytes } from '#domain/audit.ts'

const atOnce = 10_000
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
/** In COPY's text format a backslash begins an escape. */
const field = (text: string): string => text.replaceAll('\\', '\\\\')

const copy = (client: pg.Client, into: string, rows: string[]): Promise<void> =>
  pipeline(Readable.from([rows.join('')]), client.query(copyFrom(`copy ${into} from stdin`)))

/**
 * Fills the tables with the log of one organisation, chained as a change does it; facts, subjects and names are as long as
 * those of the demonstration. Answers the organisation's id.
 */
export const fillLog = async (databaseUrl: string, events: number): Promise<string> => {
  const organisationId = randomUUID()
  const actor = { kind: 'member', id: randomUUID() } as const
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`insert into organisation (id, name, country) values ($1, 'Lindegaard Group', 'DK')`, [
      organisationId,
    ])
    let head: AuditHead = firstHead
    while (head.sequence < events) {
      const linked: string[] = []
      const details: string[] = []
      while (linked.length < atOnce && head.sequence < events) {
        const at = new Date(Date.UTC(2026, 0, 1) + head.sequence * 1000)
        const salt = randomBytes(saltBytes)
        const { detail, commitment } = commit(
          { actor: 'Karen Lindegaard', invited: 'karen@lindegaard.example' },
          salt,
        )
        const link = chain(head, organisationId, actor, at, entryOf(head.sequence), commitment)
        const { sequence, body, previousHash, hash } = link
        const hashes = `\\\\x${hex(previousHash)}\t\\\\x${hex(hash)}`
        linked.push(
          `${organisationId}\t${sequence}\t${at.toISOString()}\toffboarding.taskFinished\t${field(body)}\t${hashes}\n`,
        )
        details.push(`${organisationId}\t${sequence}\t\\\\x${hex(salt)}\t${field(detail)}\n`)
        head = link
      }
      await copy(
        client,
        'audit_event (organisation_id, sequence, at, kind, body, previous_hash, hash)',
        linked,
      )
      await copy(client, 'audit_detail (organisation_id, sequence, salt, detail)', details)
    }
    await client.query('insert into audit_head (organisation_id, sequence, hash) values ($1, $2, $3)', [
      ...[organisationId, head.sequence, Buffer.from(head.hash)],
    ])
    await client.query('vacuum (analyze) audit_event, audit_detail')
    return organisationId
  } finally {
    await client.end()
  }
}

const entryOf = (index: number): AuditEntry => ({
  kind: 'offboarding.taskFinished',
  subject: { kind: 'offboarding', id: '0192b6a0-0000-7000-8000-000000000001' },
  facts: {
    ...{ task: 'revokeLicences', service: 'vpp', attempt: 1, position: index, outcome: 'done' },
    connectionId: '0192b6a0-0000-7000-8000-000000000002',
  },
})
