import type { Transaction } from '#adapters/db.ts'
import type { GraphEvidence } from '#adapters/graph/find.ts'
import type { Actor } from '#domain/actor.ts'
import type { EvidenceFile } from '#domain/evidence-file.ts'
import type { Assigned, AssignmentPiece } from '#domain/offboarding/assignment.ts'
import { hashOf } from '#domain/offboarding/plan.ts'
import { evidenceContent } from './stored.ts'

type Json = string | number | boolean | null | { [key: string]: Json } | Json[]

/** One thing that was asked of Microsoft, and what came back; `answer` is what mattered of it, nothing personal. */
export type Proof = {
  what:
    | 'tokenLooked'
    | 'callRefused'
    | 'assignmentsFound'
    | 'assignmentsFoundGone'
    | 'assignmentRemoved'
    | 'revocationAsked'
    | 'revocationFoundAsked'
    | 'revocationEnded'
    | 'tokenDeleted'
    | 'tokenUnshared'
    | 'tokenFoundUnshared'
    | 'syncAsked'
    | 'devicesUnassigned'
    | 'devicesFoundAssigned'
    | 'identitiesDeleted'
    | 'profileDeleted'
    | 'devicesRetired'
    | 'certificateFoundPresent'
    | 'certificateFoundGone'
    | 'tokenFoundGone'
    | 'tokenFoundPresent'
  call: GraphEvidence
  answer?: Record<string, string | number | boolean | null | string[] | Assigned[]>
}

/** The columns every piece of evidence is kept with. Its SHA-256 is that of its canonical JSON. */
const row = (actor: Actor, offboardingId: string, kind: string, content: { [key: string]: Json }) => ({
  organisationId: actor.organisationId,
  offboardingId,
  kind,
  content,
  sha256: hashOf(content),
  recordedBy: actor.name,
})

export const keepProofs = async (
  tx: Transaction,
  actor: Actor,
  offboardingId: string,
  task: { kind: string; position: number; connectionId: string },
  proofs: readonly Proof[],
): Promise<string[]> => {
  const ids: string[] = []
  for (const { what, call, answer } of proofs) {
    const { kind, position, connectionId } = task
    const content = { task: kind, position, connectionId, what, call: { ...call }, answer: answer ?? null }
    const data = row(actor, offboardingId, 'graphCall', content)
    ids.push((await tx.evidence.create({ data, select: { id: true } })).id)
  }
  return ids
}

/** What a task has recorded of assignments, oldest first. */
export const assignmentPieces = async (
  tx: Transaction,
  offboardingId: string,
  position: number,
): Promise<AssignmentPiece[]> => {
  const rows = await tx.evidence.findMany({
    where: { offboardingId, kind: 'graphCall', content: { path: ['position'], equals: position } },
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
    select: { content: true },
  })
  return rows.map(({ content }) => evidenceContent.parse(content))
}

/** A member's word, kept as evidence of what nobody can observe. */
export const keepStatement = async (
  tx: Transaction,
  actor: Actor,
  offboardingId: string,
  content: { [key: string]: Json },
): Promise<{ id: string; sha256: string }> => {
  const data = row(actor, offboardingId, 'statement', { ...content, statedBy: actor.name })
  return tx.evidence.create({ data, select: { id: true, sha256: true } })
}

/** A file as a piece of evidence: its content tells what it is and shows, with its hashes; the bytes lie beside it. */
export const keepFileOf = async (
  tx: Transaction,
  actor: Actor,
  offboardingId: string,
  {
    shows,
    note,
    file: { name, type, bytes, sha256: fileSha256, originalSha256 },
  }: { shows: { [key: string]: Json }; note: string | null; file: EvidenceFile & { name: string } },
): Promise<{ id: string; sha256: string }> => {
  const size = bytes.length
  const data = row(actor, offboardingId, 'file', {
    what: 'fileAttached',
    shows,
    note,
    file: { name, type, size, sha256: fileSha256, originalSha256 },
    attachedBy: actor.name,
  })
  const kept = await tx.evidence.create({ data, select: { id: true, sha256: true } })
  const { organisationId } = actor
  await tx.evidenceFile.create({ data: { organisationId, evidenceId: kept.id, type, size, bytes } })
  return kept
}
