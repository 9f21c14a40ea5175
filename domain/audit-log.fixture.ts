import { generateKeyPairSync, sign } from 'node:crypto'
import { type AuditEntry, type AuditHead, chain, commit, firstHead } from './audit.ts'
import type { LogStart } from './audit-log.ts'
import { composeCheckpoint, type Signer } from './checkpoint.ts'
import type { LoggedStub } from './log-line.ts'
import type { LoggedCheckpoint } from './logged-checkpoint.ts'
import { digestAfter, firstDigest, signPruning } from './pruning.ts'

const organisationId = '0192b6a0-0000-7000-8000-000000000001'
const actor = { kind: 'member', id: '0192b6a0-0000-7000-8000-000000000002' } as const
const salt = new Uint8Array(16)

export const makeSigner = (): Signer => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  return {
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    sign: (bytes) => sign(null, bytes, privateKey),
  }
}

export type Line = Record<string, unknown> & { sequence: number; body: string; hash: string }
export type Log = LogStart & { lines: Line[] }

/** As PostgreSQL writes it: the body last, as it is. */
export const lineOf = ({ body, ...beside }: Line): string =>
  `${JSON.stringify(beside).slice(0, -1)},"body":${body}}`

/** A log that records these facts, an event each, with a checkpoint wherever one of them is a signer. */
export const makeLog = (facts: readonly (string | Signer)[], of = organisationId): Log => {
  const lines: Line[] = []
  const checkpoints: LoggedCheckpoint[] = []
  let head: AuditHead = firstHead
  const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  for (const [index, fact] of facts.entries()) {
    const moment = new Date(Date.UTC(2026, 0, 1, 0, index))
    const at = moment.toISOString()
    let entry: AuditEntry = {
      kind: 'reading.requested',
      subject: { kind: 'reading', id: String(index) },
      facts: { fact: String(fact) },
    }
    if (typeof fact !== 'string') {
      const { sequence } = head
      const said = { organisation: { id: of, name: 'Lindegaard' }, sequence, hash: hexOf(head.hash), at }
      const { document, sha256, key } = composeCheckpoint(said, fact)
      checkpoints.push({ sequence, at, key, document })
      entry = { ...entry, kind: 'audit.checkpointed', facts: { sequence, sha256, keyId: key } }
    }
    const { detail, commitment } = commit({ actor: 'Karen Lind' }, salt)
    const link = chain(head, of, actor, moment, entry, commitment)
    lines.push({
      ...{ sequence: link.sequence, at, kind: entry.kind, body: link.body },
      ...{ previousHash: hexOf(link.previousHash), hash: hexOf(link.hash), salt: hexOf(salt), detail },
    })
    head = link
  }
  return {
    organisationId: of,
    head: { sequence: head.sequence, hash: hexOf(head.hash) },
    checkpoints,
    lines,
  }
}

export type PrunedLog = LogStart & { lines: (Line | LoggedStub)[] }

/** The log with these events pruned as far as its checkpoint goes, told by an event at its end that this key signs. */
export const prunedLog = (
  log: Log,
  sequences: readonly number[],
  checkpoint: number,
  signer: Signer,
): PrunedLog => {
  const sequence = log.head.sequence + 1
  let digest = firstDigest
  const stubs = sequences.map((each): LoggedStub => {
    const hash = log.lines[each - 1]?.hash ?? ''
    digest = digestAfter(digest, each, hash)
    return { sequence: each, hash, pruning: sequence, digest }
  })
  const [from = 0, to = 0] = [sequences[0], sequences.at(-1)]
  const pruned = { from, to, events: sequences.length, before: '2026-06-01', checkpoint, digest }
  const place = { organisationId: log.organisationId, sequence }
  const entry: AuditEntry = {
    kind: 'audit.pruned',
    subject: { kind: 'organisation', id: log.organisationId },
    facts: signPruning(place, { logClass: 'securityLog', ...pruned }, signer),
  }
  const moment = new Date(Date.UTC(2026, 6, 1))
  const head = { sequence: log.head.sequence, hash: new Uint8Array(Buffer.from(log.head.hash, 'hex')) }
  const link = chain(head, log.organisationId, actor, moment, entry, null)
  const [previousHash, hash] = [log.head.hash, Buffer.from(link.hash).toString('hex')]
  const told: Line = {
    ...{ sequence, at: moment.toISOString(), kind: entry.kind, body: link.body },
    ...{ previousHash, hash, salt: null, detail: null },
  }
  const left = log.lines.map((line) => stubs.find((stub) => stub.sequence === line.sequence) ?? line)
  return { ...log, head: { sequence, hash }, lines: [...left, told] }
}
