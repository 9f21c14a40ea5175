import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Transaction } from '#adapters/db.ts'
import { readEvidenceFile } from '#adapters/evidence-file/read-evidence-file.ts'
import type { Actor } from '#domain/actor.ts'
import {
  type EvidenceFile,
  type EvidenceFileReason,
  type EvidenceType,
  evidenceTypes,
  refusedBySize,
  savedName,
} from '#domain/evidence-file.ts'
import { isGuided } from '#domain/offboarding/task.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change, type Recorder } from '#features/audit/change.ts'
import { accountsOf } from './accounts.ts'
import { type Case, lockCase } from './case.ts'
import { keepFileOf } from './evidence.ts'
import { evidenceContent, type Shows } from './stored.ts'

/** The longest that a file may be called. */
const longestName = 200

/** What a field without a file arrives as: HTML says without a name, a Server Action of React says so. */
const unnamed: ReadonlySet<string> = new Set(['', 'undefined'])

/** Reads what a form handed in; null where nothing was chosen. */
export const fileHandedIn = async (
  file: File | undefined,
): Promise<Outcome<HandedIn | null, EvidenceFileReason>> => {
  if (!file || (file.size === 0 && unnamed.has(file.name))) return done(null)
  const tooMuch = refusedBySize(file.size)
  if (tooMuch) return tooMuch
  const read = await readEvidenceFile(new Uint8Array(await file.arrayBuffer()), file.name)
  return read.ok ? done({ ...read.value, name: nameOf(file) }) : read
}

/** Without what cannot be seen: such characters can turn what stands around the name about. */
const nameOf = ({ name }: File): string => name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(-longestName)

type HandedIn = EvidenceFile & { name: string }
type Attached = { shows: Shows; note?: string | null; file: HandedIn | null }

/** Keeps a file, where one was handed in, as evidence beside what it shows, in the transaction of whatever it is evidence of. */
export const attach = async (
  { tx, record }: { tx: Transaction; record: Recorder },
  actor: Actor,
  offboardingId: string,
  { shows, note = null, file }: Attached,
): Promise<void> => {
  if (file === null) return
  const { id, sha256 } = await keepFileOf(tx, actor, offboardingId, { shows, note, file })
  record({
    kind: 'evidence.attached',
    subject: { kind: 'offboarding', id: offboardingId },
    facts: {
      evidenceId: id,
      sha256,
      type: file.type,
      size: file.bytes.length,
      fileSha256: file.sha256,
      originalSha256: file.originalSha256,
    },
  })
}

/** Adds a file to a case, until it is cancelled: evidence also comes when a case is over. */
export const attachEvidence = async (
  actor: Actor,
  offboardingId: string,
  { shows, note, file: given }: { shows: Shows; note: string; file?: File | undefined },
): Promise<Outcome<null, EvidenceFileReason | 'caseCancelled' | 'notConfirmed' | 'evidenceFileKept'>> => {
  demand(actor, 'offboardings:run')
  const file = await fileHandedIn(given)
  if (!file.ok) return file
  const { value } = file
  if (value === null) return refused('evidenceFileEmpty')
  type Refused = 'caseCancelled' | 'notConfirmed' | 'evidenceFileKept'
  return change(actor, async (changing): Promise<Outcome<null, Refused>> => {
    const found = await lockCase(changing.tx, offboardingId, new Date())
    if (found.state === 'cancelled') return refused('caseCancelled')
    if (found.state === 'draft') return refused('notConfirmed')
    await isOfCase(changing.tx, found, shows)
    const kept = await keptAlready(changing.tx, offboardingId, shows, value)
    if (kept) return refused('evidenceFileKept', { name: kept.name, by: kept.by })
    await attach(changing, actor, offboardingId, { shows, note: note.trim() || null, file: value })
    return done(null)
  })
}

/** The same file, as evidence of the same; null where it was not handed in, or erased since. */
const keptAlready = async (
  tx: Transaction,
  offboardingId: string,
  shown: Shows,
  { sha256 }: HandedIn,
): Promise<{ name: string; by: string } | null> => {
  const pieces = await tx.evidence.findMany({
    where: {
      offboardingId,
      content: { path: ['file', 'sha256'], equals: sha256 },
      file: { is: { erasedAt: null } },
    },
    select: { content: true, recordedBy: true },
  })
  for (const { content, recordedBy: by } of pieces) {
    const { file, shows } = evidenceContent.parse(content)
    if (file && isDeepStrictEqual(shows, shown)) return { name: file.name, by }
  }
  return null
}

/** Throws Missing for an account or a step that is not of this case. */
const isOfCase = async (tx: Transaction, found: Case, shows: Shows): Promise<void> => {
  const is =
    shows.kind === 'case' ||
    (shows.kind === 'task'
      ? found.tasks.some(({ kind, position }) => position === shows.position && isGuided(kind))
      : (await accountsOf(tx, found)).some(({ id }) => id === shows.id))
  if (!is) throw new Missing(shows.kind)
}

/**
 * Erases the bytes of a file that should not have been kept, such as one that names people who have nothing to do with
 * the case (GDPR Art. 17). What it was, its hashes, who erased it and why stay. Only whoever may approve: what proves a
 * case is not in the hands of whoever runs it.
 */
export const eraseEvidenceFile = async (
  actor: Actor,
  evidenceId: string,
  { why }: { why: string },
): Promise<Outcome<{ offboardingId: string }, 'noteNeeded' | 'evidenceErased'>> => {
  demand(actor, 'offboardings:approve')
  if (!why.trim()) return refused('noteNeeded')
  return change(actor, async ({ tx, record }) => {
    const piece = await tx.evidence.findFirst({
      where: { id: evidenceId, file: { isNot: null } },
      select: { offboardingId: true, sha256: true },
    })
    if (!piece) throw new Missing('evidence')
    const { count } = await tx.evidenceFile.updateMany({
      where: { evidenceId, erasedAt: null },
      data: { bytes: null, erasedBy: actor.name, erasedAt: new Date(), erasedBecause: why.trim() },
    })
    if (count === 0) return refused('evidenceErased')
    record({
      kind: 'evidence.erased',
      subject: { kind: 'offboarding', id: piece.offboardingId },
      facts: { evidenceId, sha256: piece.sha256 },
      personal: { why: why.trim() },
    })
    return done({ offboardingId: piece.offboardingId })
  })
}

const type = z.enum(Object.keys(evidenceTypes) as [EvidenceType])

/** Hands out a file of evidence, under the name it was handed in by; the download is recorded. */
export const downloadEvidence = async (
  actor: Actor,
  evidenceId: string,
): Promise<
  Outcome<{ name: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> }, 'evidenceErased'>
> => {
  demand(actor, 'offboardings:read')
  return change(actor, async ({ tx, record }) => {
    const file = await tx.evidenceFile.findFirst({
      where: { evidenceId },
      select: {
        ...{ type: true, bytes: true },
        evidence: { select: { offboardingId: true, sha256: true, content: true } },
      },
    })
    if (!file) throw new Missing('evidence')
    if (file.bytes === null) return refused('evidenceErased')
    const { endings, mediaType } = evidenceTypes[type.parse(file.type)]
    const { offboardingId, sha256, content } = file.evidence
    const name = evidenceContent.parse(content).file?.name ?? `evidence-${evidenceId}.${endings[0]}`
    record({
      kind: 'evidence.downloaded',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: { evidenceId, sha256 },
    })
    return done({ name: savedName(name), mediaType, bytes: file.bytes })
  })
}
